"""What is done to a case stands in the record, and `seller-bot staff audit` prints it."""

import re

import pytest
from click.testing import CliRunner

from seller_bot.cli import main
from tests.support.desks import Staffed


async def test_the_audit_names_cases_by_their_numbers(place: Staffed, monkeypatch: pytest.MonkeyPatch) -> None:
    case = place.opens()
    await place.anna.presses(case, "take")
    await place.anna.sees(case, "With Anna")
    await place.anna.presses(case, "reject")
    await place.anna.presses(case, "reason_not_found")
    await place.boris.sees(case, "Rejected by Anna")
    monkeypatch.setenv("DATABASE_URL", place.bot.settings.database_url)
    said = CliRunner().invoke(main, ["staff", "audit", "--since", "2026-11-23"]).output
    lines = [re.sub(r"^\S+ \S+ UTC  ", "", line) for line in said.splitlines()]
    anna = place.anna.person.id
    assert [line for line in lines if "case" in line] == [
        f"seller {place.seller.id}  opened  case {case.number}  kind: ozon_id_wrong, files: 0",
        f"manager {anna}  taken  case {case.number}  state: waiting → taken, taken_by: None → {anna}",
        f"manager {anna}  rejected  case {case.number}  state: taken → rejected, reason: not_found",
    ]
