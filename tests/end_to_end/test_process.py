"""The real process over real HTTP: in three languages, through crashes, and as its operator meets it."""

from pathlib import Path

import pytest

from seller_bot.demo.people import Person
from seller_bot.demo.server import BotApiServer
from seller_bot.storage import migrate
from tests.support.databases import NewDatabase
from tests.support.process import environment, polling, start
from tests.support.running import TOKEN
from tests.support.transcript import CLIENTS, identify, recognise

STEPS = [
    ("/start", "onboarding.welcome"),
    ("/bind", "binding.ask_role"),
    ("[admin]", "binding.ask_terms"),
    ("[agreed]", "binding.ask_partner"),
    ("Sunrise <Logistics> & Co", "binding.open_contacts"),
    ("[opened]", "binding.search_partner"),
    ("[found]", "binding.press_start"),
    ("[pressed]", "binding.await_confirmation"),
    ("[appeared]", "binding.done"),
]


async def does(seller: Person, act: str) -> None:
    if not act.startswith("["):
        await seller.says(act)
        return
    newest = next(message for message in reversed(seller.messages) if message.buttons)
    data = next(button.data for button in newest if identify(button) == act.strip("[]"))
    await seller.answered(await seller.presses(data or "", newest.message_id))


async def plays(seller: Person, locale: str, steps: list[tuple[str, str]]) -> None:
    for act, key in steps:
        await does(seller, act)
        assert recognise((await seller.sees(timeout=10)).text, locale) == key


@pytest.mark.parametrize("locale", ["en", "ru", "zh_Hans"])
async def test_a_seller_binds_a_partner(server: BotApiServer, tmp_path: Path, locale: str) -> None:
    async with polling(server, tmp_path) as bot:
        seller = server.person("Li", language_code=CLIENTS[locale])
        await plays(seller, locale, STEPS)
        assert await bot.stop() == 0


@pytest.mark.parametrize("locale", ["en", "ru", "zh_Hans"])
async def test_after_a_kill_9_the_seller_goes_on_where_he_was(
    server: BotApiServer, tmp_path: Path, locale: str
) -> None:
    """What he pressed while nobody was there is answered by the next process; at most one reply comes twice."""
    seller = server.person("Li", language_code=CLIENTS[locale])
    async with polling(server, tmp_path) as bot:
        await plays(seller, locale, STEPS[:5])
        await bot.crash()
    newest = seller.messages[-1]
    await seller.presses(next(button.data or "" for button in newest if identify(button) == "opened"))
    async with polling(server, tmp_path):
        answer = await seller.sees(lambda message: recognise(message.text, locale) == "binding.search_partner", 10)
        assert "Sunrise <Logistics> & Co" in answer.text
        assert len(seller.unseen) <= 1
        seller.unseen.clear()
        await plays(seller, locale, STEPS[6:])


async def test_no_log_holds_the_token_even_at_debug(server: BotApiServer, tmp_path: Path) -> None:
    """Whatever the libraries write of their URLs; none of it gets out."""
    async with polling(server, tmp_path, LOG_LEVEL="DEBUG") as bot:
        await plays(server.person("Li", language_code="en"), "en", STEPS[:2])
        await bot.stop()
        assert '"level": "debug"' in bot.log
        assert TOKEN not in bot.log
        assert TOKEN.partition(":")[2] not in bot.log


async def test_one_line_a_turn_says_where_it_led_and_nothing_of_what_was_said(
    server: BotApiServer, tmp_path: Path
) -> None:
    async with polling(server, tmp_path) as bot:
        await plays(server.person("Li", language_code="en"), "en", STEPS[:5])
        await bot.stop()
        turns = [line for line in bot.log.splitlines() if '"event": "turn"' in line]
        assert len(turns) == 5
        assert all(f'"{name}":' in turns[-1] for name in ("update", "chat", "flow", "step", "outcome", "milliseconds"))
        assert "Sunrise" not in bot.log


async def test_a_second_run_on_the_same_server_is_refused(
    server: BotApiServer, tmp_path: Path, new_database: NewDatabase
) -> None:
    """Both would send what is left to be sent."""
    url = new_database("postgresql")
    migrate.upgrade(url)
    async with polling(server, tmp_path, DATABASE_URL=url):
        second = await start(tmp_path, environment(tmp_path, server.url, DATABASE_URL=url))
        assert await second.ended() == 2
        assert "Another seller-bot runs on postgresql://" in second.log
        assert "Traceback" not in second.log


async def test_a_second_run_on_the_same_file_is_refused(server: BotApiServer, tmp_path: Path) -> None:
    async with polling(server, tmp_path):
        second = await start(tmp_path, environment(tmp_path, server.url))
        assert await second.ended() == 2
        assert "Another seller-bot runs on" in second.log
        assert "Traceback" not in second.log


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"TELEGRAM_BOT_TOKEN": ""}, "TELEGRAM_BOT_TOKEN is missing: it should be the token that @BotFather gave you"),
        ({"TELEGRAM_BOT_TOKEN": "my-hidden-token"}, "TELEGRAM_BOT_TOKEN is not usable: it should be the token"),
        ({"TELEGRAM_BOT_TOKEN": TOKEN.replace("A", "B")}, "Telegram doesn't know TELEGRAM_BOT_TOKEN"),
        ({"TELEGRAM_API_URL": "telegram.org"}, "TELEGRAM_API_URL is not usable: it should be the address"),
        ({"DATABASE_URL": "mysql://localhost/bot"}, "DATABASE_URL is not usable: it should be a database, like"),
        (
            {"DATABASE_URL": "sqlite:////nowhere/at/all.sqlite3"},
            "The folder of /nowhere/at/all.sqlite3 is missing: make it",
        ),
        ({"SELLER_BOT_ORGANISATION": ""}, "SELLER_BOT_ORGANISATION is missing"),
        ({"HTTPS_PROXY": "socks5://127.0.0.1:1080"}, "HTTPS_PROXY names a socks5 proxy: only http:// and https://"),
        ({"SSL_CERT_FILE": "/nowhere/at/all.pem"}, "SSL_CERT_FILE can't be read"),
        ({"SELLER_BOT_OWNERS": "123, @olga"}, "SELLER_BOT_OWNERS is not usable: it should be the Telegram ids of"),
        ({"SELLER_BOT_MESSAGES_PER_SECOND": "0"}, "SELLER_BOT_MESSAGES_PER_SECOND is not usable: it should be a whole"),
        ({"SELLER_BOT_GROUP_MESSAGES_PER_MINUTE": "61"}, "SELLER_BOT_GROUP_MESSAGES_PER_MINUTE is not usable"),
        ({"SELLER_BOT_PAID_BROADCAST": "perhaps"}, "SELLER_BOT_PAID_BROADCAST is not usable: it should be true, where"),
        ({"SELLER_BOT_PAID_MESSAGES_PER_SECOND": "1001"}, "SELLER_BOT_PAID_MESSAGES_PER_SECOND is not usable"),
        ({"LOG_LEVEL": "LOUD"}, "LOG_LEVEL is not usable: it should be one of"),
    ],
)
async def test_what_an_operator_can_mend_is_one_sentence(
    server: BotApiServer, tmp_path: Path, settings: dict[str, str], sentence: str
) -> None:
    bot = await start(tmp_path, environment(tmp_path, server.url, **settings))
    assert await bot.ended() == 2
    assert sentence in bot.log
    assert "Traceback" not in bot.log
    assert "my-hidden-token" not in bot.log


async def test_settings_are_read_from_a_dotenv_file_too(server: BotApiServer, tmp_path: Path) -> None:
    settings = environment(tmp_path, server.url)
    (tmp_path / ".env").write_text("".join(f"{name}={value}\n" for name, value in settings.items() if name != "PATH"))
    bot = await start(tmp_path, {"PATH": settings["PATH"]})
    await server.polled(30)
    assert await bot.stop() == 0
