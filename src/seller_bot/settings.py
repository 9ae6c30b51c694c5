"""The settings of a process, read once from the environment or a `.env` file."""

import re
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from seller_bot.errors import OperatorError
from seller_bot.escalations.hours import BusinessHours

S = TypeVar("S", bound=BaseSettings)

FORMS = {
    "TELEGRAM_BOT_TOKEN": "the token that @BotFather gave you, like 123456789:AAExampleExampleExampleExampleExampl",
    "TELEGRAM_API_URL": "the address of a Bot API server, like https://api.telegram.org",
    "DATABASE_URL": "a database, like sqlite:///seller-bot.sqlite3 or postgresql://user:password@host/database",
    "SELLER_BOT_ORGANISATION": "the name of the organisation that runs the bot, as sellers are to read it",
    "SELLER_BOT_CONTACT": "how sellers reach a person there (a @username, a link, an address), up to 120 characters",
    "SELLER_BOT_OWNERS": "the Telegram ids of the owners, numbers with commas between them, like 123456789,987654321",
    "SELLER_BOT_MANAGERS_CHAT": "the id of the managers' group, like -1001234567890; it may be left out",
    "SELLER_BOT_MANAGERS_LANGUAGE": "one of en, ru, zh_Hans and zh_Hant: what is spoken in the managers' group",
    "SELLER_BOT_BUSINESS_HOURS": "the managers' hours and time zone, like Mon-Fri 09:00-18:00 Asia/Shanghai",
    "SELLER_BOT_ENCRYPTION_KEY": "a long random text that stays secret, at least 16 characters",
    "SELLER_BOT_NOTICE_APPROVAL_ABOVE": "a number: notices to more sellers than that need a second person",
    "SELLER_BOT_MESSAGES_PER_SECOND": "a whole number from 1 to 1000; Telegram takes 30 messages a second for free",
    "SELLER_BOT_GROUP_MESSAGES_PER_MINUTE": "a whole number from 1 to 60; Telegram takes 20 messages a minute",
    "SELLER_BOT_PAID_BROADCAST": "true, where notices may cost Telegram Stars to go out faster, or false",
    "SELLER_BOT_PAID_MESSAGES_PER_SECOND": "a whole number from 1 to 1000: how fast notices that are paid for go out",
    "SELLER_BOT_PICTURES": "true, where steps come with a picture of where to click, or false",
    "LOG_LEVEL": "one of DEBUG, INFO, WARNING and ERROR",
}


class SettingsError(OperatorError):
    """A setting is missing or wrong; each is named, with what it should look like."""


DatabaseUrl = Annotated[str, Field(pattern=r"^(sqlite|postgres(ql)?)://.+")]


def _http(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("no http address")
    return url.rstrip("/")


def _token(token: SecretStr) -> SecretStr:
    if not re.fullmatch(r"\d{3,20}:[A-Za-z0-9_-]{30,64}", token.get_secret_value()):
        raise ValueError("no token")
    return token


def _ids(value: object) -> object:
    if not isinstance(value, str):
        return value  # The default, which is checked like what comes from outside.
    found = [one.strip() for one in value.split(",")]
    if not all(re.fullmatch(r"[1-9]\d{0,15}", one, re.ASCII) for one in found):
        raise ValueError("no Telegram ids")
    return frozenset(map(int, found))


def _hours(value: object) -> object:
    return BusinessHours.parse(value) if isinstance(value, str) else value


Token = Annotated[SecretStr, AfterValidator(_token)]
ApiUrl = Annotated[str, AfterValidator(_http)]
Owners = Annotated[frozenset[int], NoDecode, BeforeValidator(_ids), Field(validation_alias="SELLER_BOT_OWNERS")]

Hours = Annotated[BusinessHours, NoDecode, BeforeValidator(_hours), Field(validation_alias="SELLER_BOT_BUSINESS_HOURS")]
GroupId = Annotated[int | None, Field(lt=0, validation_alias="SELLER_BOT_MANAGERS_CHAT")]
Locale = Literal["en", "ru", "zh_Hans", "zh_Hant"]
GroupLanguage = Annotated[Locale, Field(validation_alias="SELLER_BOT_MANAGERS_LANGUAGE")]
EncryptionKey = Annotated[SecretStr | None, Field(min_length=16, validation_alias="SELLER_BOT_ENCRYPTION_KEY")]
Approval = Annotated[int | None, Field(ge=0, validation_alias="SELLER_BOT_NOTICE_APPROVAL_ABOVE")]
PerSecond = Annotated[int, Field(ge=1, le=1000, validation_alias="SELLER_BOT_MESSAGES_PER_SECOND")]
GroupPerMinute = Annotated[int, Field(ge=1, le=60, validation_alias="SELLER_BOT_GROUP_MESSAGES_PER_MINUTE")]
PaidBroadcast = Annotated[bool, Field(validation_alias="SELLER_BOT_PAID_BROADCAST")]
PaidPerSecond = Annotated[int, Field(ge=1, le=1000, validation_alias="SELLER_BOT_PAID_MESSAGES_PER_SECOND")]
Pictures = Annotated[bool, Field(validation_alias="SELLER_BOT_PICTURES")]
USUAL_HOURS = "Mon-Fri 09:00-18:00 Asia/Shanghai"


class Settings(BaseSettings):
    """What the operator decides. The token is a secret that no repr and no log prints."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True)

    telegram_bot_token: Token
    telegram_api_url: ApiUrl = "https://api.telegram.org"
    database_url: DatabaseUrl = "sqlite:///seller-bot.sqlite3"
    organisation: Annotated[str, Field(min_length=1, max_length=80, validation_alias="SELLER_BOT_ORGANISATION")]
    contact: Annotated[str, Field(max_length=120, validation_alias="SELLER_BOT_CONTACT")] = ""
    owners: Owners = frozenset()
    managers_chat: GroupId = None
    managers_language: GroupLanguage = "en"
    business_hours: Hours = BusinessHours.parse(USUAL_HOURS)
    encryption_key: EncryptionKey = None
    notice_approval_above: Approval = None
    messages_per_second: PerSecond = 30
    group_messages_per_minute: GroupPerMinute = 20
    paid_broadcast: PaidBroadcast = False
    paid_messages_per_second: PaidPerSecond = 1000
    pictures: Pictures = True
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"


class DatabaseSettings(BaseSettings):
    """What a command needs that only touches the database."""

    model_config = Settings.model_config

    database_url: DatabaseUrl = "sqlite:///seller-bot.sqlite3"


class StaffSettings(DatabaseSettings):
    """What `seller-bot staff` needs: a link names the bot, which Telegram tells whoever has the token."""

    telegram_bot_token: Token | None = None
    telegram_api_url: ApiUrl = "https://api.telegram.org"


def read(kind: type[S], **overrides: Any) -> S:
    """The settings from the environment. Raises SettingsError, which never repeats a value."""
    try:
        return kind(**overrides)
    except ValidationError as error:
        raise SettingsError(" ".join(map(_sentence, error.errors(include_input=False)))) from None


def _sentence(fault: Any) -> str:
    name = str(fault["loc"][0]).upper()
    wrong = "is missing" if fault["type"] == "missing" else "is not usable"
    return f"{name} {wrong}: it should be {FORMS[name]}."
