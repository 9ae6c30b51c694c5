"""What the operator learns from `seller-bot doctor`."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from seller_bot.demo.server import BotApiServer
from seller_bot.storage import migrate
from seller_bot.storage.database import Database
from seller_bot.turns.models import FailedUpdate, ReceivedUpdate
from tests.support.process import environment, start

NOW = datetime.now(UTC)


async def doctor(directory: Path, settings: dict[str, str], *options: str) -> tuple[int, list[str]]:
    asked = await start(directory, settings, "doctor", *options)
    return await asked.ended(), asked.log.splitlines()


async def test_a_healthy_bot_has_no_finding(server: BotApiServer, tmp_path: Path) -> None:
    settings = environment(tmp_path, server.url)
    migrate.upgrade(settings["DATABASE_URL"])
    code, found = await doctor(tmp_path, settings)
    assert code == 0
    assert [line[0] for line in found] == ["✓"] * len(found)
    assert found[0] == "✓ The database is at revision 0005 and knows 0 sellers."


async def test_what_is_left_undone_is_listed_with_what_to_do(server: BotApiServer, tmp_path: Path) -> None:
    settings = environment(tmp_path, server.url)
    migrate.upgrade(settings["DATABASE_URL"])
    database = Database(settings["DATABASE_URL"])
    with database.unit_of_work() as session:
        session.add(ReceivedUpdate(id=1, chat_id=1, received_at=NOW - timedelta(hours=1), calls=[]))
        session.add(FailedUpdate(id=7, failed_at=NOW, error="KeyError at engine.py:1", content='{"update_id": 7}'))
    await database.close()
    code, found = await doctor(tmp_path, settings)
    assert code == 1
    assert "✗ 1 replies have waited for more than a minute: start the bot, or look into its log." in found
    assert any("KeyError at engine.py:1. `seller-bot doctor --update 7` shows it." in line for line in found)
    assert await doctor(tmp_path, settings, "--update", "7") == (0, ['{"update_id": 7}'])
    code, found = await doctor(tmp_path, settings, "--update", "8")
    assert code == 2
    assert found == ["seller-bot: No update 8 is kept aside: `seller-bot doctor` lists those that are."]


async def test_what_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    code, found = await doctor(tmp_path, environment(tmp_path, "http://127.0.0.1:9"))
    assert code == 1
    assert found[0] == "✗ The database has an older schema than this program: run `seller-bot migrate` first."
    assert found[1].startswith("✗ Telegram can't be reached at http://127.0.0.1:9 (")
