"""Names, descriptions, commands and menu buttons, and which of them a person's client shows."""

import pytest

from seller_bot.demo.server import BotApiServer
from tests.demo.conftest import Bot


def commands(*names: str) -> list[dict[str, str]]:
    return [{"command": name, "description": f"What {name} does"} for name in names]


async def test_texts_are_kept_per_language(bot: Bot) -> None:
    """A description belongs to its language alone; a name that a language lacks is the one for all."""
    await bot("setMyDescription", description="Помощь продавцам", language_code="ru")
    await bot("setMyShortDescription", short_description="Help")
    await bot("setMyName", name="Helper")
    assert await bot("getMyDescription", language_code="ru") == {"description": "Помощь продавцам"}
    assert await bot("getMyDescription", language_code="zh") == {"description": ""}
    assert await bot("getMyShortDescription") == {"short_description": "Help"}
    assert await bot("getMyName", language_code="zh") == {"name": "Helper"}
    await bot("setMyDescription", description="", language_code="ru")
    assert await bot("getMyDescription", language_code="ru") == {"description": ""}


async def test_commands_are_kept_per_scope_and_language(bot: Bot) -> None:
    """Each pair of scope and language has a list of its own, without falling back to another."""
    private = {"type": "all_private_chats"}
    await bot("setMyCommands", commands=commands("start"), scope=private, language_code="ru")
    assert await bot("getMyCommands", scope=private, language_code="ru") == commands("start")
    assert await bot("getMyCommands", scope=private) == []
    assert await bot("deleteMyCommands", scope=private, language_code="ru") is True
    assert await bot("getMyCommands", scope=private, language_code="ru") == []


@pytest.mark.parametrize(
    ("language", "shown"),
    [("ru", "private_ru"), ("zh-hans", "private"), (None, "private"), ("en", "private")],
)
async def test_client_shows_the_narrowest_scope_in_its_language(
    bot: Bot, server: BotApiServer, language: str | None, shown: str
) -> None:
    """The private chats' own list before the default one; within a scope the language before no language."""
    await bot("setMyCommands", commands=commands("default_en"), language_code="en")
    await bot("setMyCommands", commands=commands("private"), scope={"type": "all_private_chats"})
    await bot("setMyCommands", commands=commands("private_ru"), scope={"type": "all_private_chats"}, language_code="ru")
    person = server.person("Anna", language)
    assert server.world.profile.shown_commands(person.id, language) == commands(shown)
    await bot("setMyCommands", commands=commands("staff"), scope={"type": "chat", "chat_id": person.id})
    assert server.world.profile.shown_commands(person.id, language) == commands("staff")


async def test_menu_button_of_a_chat_goes_before_that_of_all(bot: Bot, server: BotApiServer) -> None:
    """`default` takes a button away again."""
    anna = server.person("Anna")
    app = {"type": "web_app", "text": "Open", "web_app": {"url": "https://example.com/"}}
    await bot("setChatMenuButton", menu_button=app)
    await bot("setChatMenuButton", chat_id=anna.id, menu_button={"type": "commands"})
    assert await bot("getChatMenuButton") == app
    assert await bot("getChatMenuButton", chat_id=anna.id) == {"type": "commands"}
    await bot("setChatMenuButton", chat_id=anna.id, menu_button={"type": "default"})
    assert await bot("getChatMenuButton", chat_id=anna.id) == app
