"""The real process while Telegram is out of reach: it waits, says so once, and goes on by itself."""

from pathlib import Path

from seller_bot.demo.server import BotApiServer
from seller_bot.texts import Texts
from tests.support.process import environment, polling, start

NOWHERE = "http://127.0.0.1:9"
CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


async def test_a_bot_that_starts_before_telegram_answers_waits_for_it(server: BotApiServer, tmp_path: Path) -> None:
    server.faults.refuses(502, "getMe", times=2)
    async with polling(server, tmp_path) as bot:
        assert bot.log.count("waiting_for_telegram") == 1
        assert "Bad Gateway (502)" in bot.log
        assert "telegram_answers_again" in bot.log
        assert await bot.stop() == 0


async def test_another_poller_is_named_once_and_waited_for(server: BotApiServer, tmp_path: Path) -> None:
    async with polling(server, tmp_path) as bot:
        server.faults.refuses(409, "getUpdates", times=2, description=CONFLICT)
        seller = server.person("Li", language_code="en")
        for _ in range(2):
            await seller.says("/menu")
            assert (await seller.sees(timeout=20)).text == Texts("en").plain("menu.home")
        assert bot.log.count("another process polls with this token: stop it") == 1
        assert await bot.stop() == 0
        assert "Traceback" not in bot.log


async def test_a_bot_that_waits_for_the_network_can_be_stopped(tmp_path: Path) -> None:
    bot = await start(tmp_path, environment(tmp_path, NOWHERE))
    await bot.says("(waiting_for_telegram)")
    assert await bot.stop() == 0
    assert "Cannot connect to host" in bot.log
    assert "Traceback" not in bot.log
    assert "Unclosed" not in bot.log
