"""Who is in the demo, and whom its bot takes for what."""

import pytest

from seller_bot.demo.cast import SUPPORT, owners, sellers_enter, staff_enters
from seller_bot.demo.server import BotApiServer

MANAGER = 600_000_001


@pytest.mark.parametrize(("environment", "owned_by"), [({}, str(MANAGER)), ({"SELLER_BOT_OWNERS": "5,7"}, "5,7")])
def test_the_manager_owns_the_bot_unless_the_operator_names_others(environment: dict[str, str], owned_by: str) -> None:
    """An owner may do all that managers do."""
    assert owners(environment) == owned_by


async def test_staff_is_called_so_and_enters_once(monkeypatch: pytest.MonkeyPatch, server: BotApiServer) -> None:
    """A second start adds nobody; people who are added later have numbers of their own."""
    monkeypatch.delenv("SELLER_BOT_OWNERS", raising=False)
    sellers_enter(server)
    staff_enters(server)
    staff_enters(server)
    roles = {person_id: server.world.person_json(person_id)["role"] for person_id in server.world.people}
    assert roles == {**dict.fromkeys(range(700_000_001, 700_000_005)), MANAGER: "manager", SUPPORT: None}
    assert server.person("Anna").id == 700_000_005


async def test_only_whom_the_operator_names_is_called_a_manager(
    monkeypatch: pytest.MonkeyPatch, server: BotApiServer
) -> None:
    """The page promises nobody what the bot would not grant."""
    monkeypatch.setenv("SELLER_BOT_OWNERS", "700000001, 123")
    sellers_enter(server)
    staff_enters(server)
    called = [person_id for person_id in server.world.people if server.world.person_json(person_id)["role"]]
    assert called == [700_000_001]
