"""The bot beside everything else that happens around it: starts, stops, groups, a token that is revoked."""

import asyncio
from pathlib import Path

from seller_bot.demo.server import BotApiServer
from seller_bot.texts import Texts
from tests.support.process import polling
from tests.support.running import ORGANISATION, TOKEN

SETTERS = ("setMyCommands", "setMyDescription", "setMyShortDescription")


async def test_commands_and_descriptions_are_published_once_per_language(server: BotApiServer, tmp_path: Path) -> None:
    """The second start finds them as they should be, and changes nothing."""
    for expected in ({"en": 3, "ru": 3, "zh": 3}, {}):
        before = len(server.calls)
        async with polling(server, tmp_path) as bot:
            while len([call for call in server.calls[before:] if call.method == "getMyShortDescription"]) < 3:
                await asyncio.sleep(0.02)
            assert await bot.stop() == 0
        made = [call for call in server.calls[before:] if call.method in SETTERS]
        languages = [call.params.get("language_code") or "en" for call in made]
        assert {language: languages.count(language) for language in languages} == expected
    description = server.world.profile.descriptions["zh"]
    assert description == Texts("zh_Hans").plain("bot.description", {"organisation": ORGANISATION})


async def test_sigterm_finishes_the_turn_in_hand(server: BotApiServer, tmp_path: Path) -> None:
    """A reply that is on its way when the operator stops the bot still arrives, and is not sent again."""
    seller = server.person("Li", language_code="en")
    async with polling(server, tmp_path) as bot:
        server.faults.slows(1.0, method="sendMessage")
        await seller.says("/bind")
        while not any(call.method == "getUpdates" and call.result for call in server.calls):
            await asyncio.sleep(0.01)
        assert await bot.stop() == 0
    assert (await seller.sees()).text.startswith("Step 1 of 7")
    async with polling(server, tmp_path) as bot:
        await seller.says("/menu")
        assert (await seller.sees(timeout=10)).text == Texts("en").plain("menu.home")


async def test_in_a_group_the_bot_is_silent_until_it_is_addressed(server: BotApiServer, tmp_path: Path) -> None:
    li = server.person("Li", language_code="en")
    group = server.group("Sellers", [li], bot="administrator")
    async with polling(server, tmp_path):
        await li.says("how do I bind a partner?", chat=group)
        await li.says("/menu")
        assert (await li.sees(timeout=10)).text == Texts("en").plain("menu.home")
        assert not any(call.params.get("chat_id") == str(group.id) for call in server.calls)
        await li.says("/bind", chat=group)
        async with asyncio.timeout(10):
            while not (said := [message.text for message in li.messages_in(group) if message.from_bot]):
                await asyncio.sleep(0.01)
        assert said == [Texts("en").plain("group.works_in_private")]


async def test_a_token_that_is_revoked_while_the_bot_runs_ends_it_with_a_sentence(
    server: BotApiServer, tmp_path: Path
) -> None:
    async with polling(server, tmp_path) as bot:
        server.faults.refuses(401, method="getUpdates", description="Unauthorized")
        await server.person("Li", language_code="en").says("/start")
        assert await bot.ended() == 2
        assert "Telegram doesn't accept TELEGRAM_BOT_TOKEN any more" in bot.log
        assert "Traceback" not in bot.log
        assert TOKEN not in bot.log
