"""`seller-bot staff` beside a running bot: the same verbs as in Telegram, and the same record."""

import asyncio
import re
from pathlib import Path

from seller_bot.demo.people import Person
from seller_bot.demo.server import BotApiServer
from seller_bot.storage import migrate
from seller_bot.texts import Texts
from tests.support.process import environment, polling, start

EN, RU = Texts("en"), Texts("ru")


async def staff(directory: Path, settings: dict[str, str], *words: str) -> tuple[int, list[str]]:
    asked = await start(directory, settings, "staff", *words)
    return await asked.ended(), asked.log.splitlines()


async def test_a_member_comes_and_goes_by_the_command_line(server: BotApiServer, tmp_path: Path) -> None:
    """What is done there has its effect in Telegram at once, and the list of commands follows."""
    li, olga = server.person("Li", language_code="en"), server.person("Olga", language_code="en")
    settings = environment(tmp_path, server.url, SELLER_BOT_OWNERS=str(olga.id))
    async with polling(server, tmp_path, SELLER_BOT_OWNERS=str(olga.id)):
        code, (link, hint) = await staff(tmp_path, settings, "invite", "--role", "manager")
        opened = re.fullmatch(r"https://t\.me/(\w+)\?start=(join_[\w-]{22})", link)
        assert (code, opened is not None and opened[1]) == (0, server.world.bot.username)
        assert hint.startswith("Send this link to one person. It works once, until ")
        assert opened is not None
        await li.says(f"/start {opened[2]}")
        assert EN.plain("staff.role_manager") in (await li.sees(timeout=10)).text
        code, listed = await staff(tmp_path, settings, "list")
        assert [line.split()[:2] for line in listed] == [["owner", str(olga.id)], ["manager", str(li.id)]]
        assert (await staff(tmp_path, settings, "language", str(li.id), "ru"))[0] == 0
        await li.says("/staff")
        assert "менеджер" in (await li.sees(timeout=10)).text
        assert (await staff(tmp_path, settings, "revoke", str(li.id)))[0] == 0
        await li.says("/staff")
        assert (await li.sees(timeout=10)).text == RU.plain("repair.unknown_command")
        await shows_no_staff_command(server, li)
    code, audit = await staff(tmp_path, settings, "audit")
    assert [re.sub(r"^\S+ \S+ UTC  | until.*|, expires_at.*", "", line) for line in audit] == [
        f"settings  appointed  member {olga.id}  role: owner",
        "command line  invited  invitation 1  role: manager",
        f"manager {li.id}  joined  member {li.id}  role: manager, invitation: 1",
        f"command line  language_changed  member {li.id}  locale: en → ru",
        f"command line  revoked  member {li.id}  role: manager → none",
    ]
    assert (await staff(tmp_path, settings, "audit", "--since", "2999-01-01")) == (0, [])


async def shows_no_staff_command(server: BotApiServer, person: Person) -> None:
    """Whatever was changed on the command line, the running bot sees at its next look at the staff."""
    async with asyncio.timeout(10):
        while any(command["command"] == "staff" for command in server.world.profile.shown_commands(person.id, "en")):
            await asyncio.sleep(0.05)


async def test_without_telegram_the_invitation_is_a_text_to_send(server: BotApiServer, tmp_path: Path) -> None:
    away = environment(tmp_path, "http://127.0.0.1:9")
    migrate.upgrade(away["DATABASE_URL"])
    code, (text, hint) = await staff(tmp_path, away, "invite", "--role", "support")
    assert (code, re.fullmatch(r"/start join_[\w-]{22}", text) is not None) == (0, True)
    assert hint.startswith("Telegram can't be reached at http://127.0.0.1:9 (")
    assert "the person sends this text to the bot" in hint
    without = {**away, "TELEGRAM_BOT_TOKEN": ""}
    code, (text, hint) = await staff(tmp_path, without, "invite", "--role", "support")
    assert (code, hint.startswith("Without TELEGRAM_BOT_TOKEN no link can be made")) == (0, True)
    async with polling(server, tmp_path):
        li = server.person("Li", language_code="en")
        await li.says(text)
        assert EN.plain("staff.role_support") in (await li.sees(timeout=10)).text
