"""A notice on its way: each reader once, in the own language, stopped, resumed, taken back."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from seller_bot.deliveries.batches import Batch
from seller_bot.notices.models import Notice, NoticeState
from seller_bot.notices.sending import send_due
from seller_bot.staff.events import Actor
from seller_bot.staff.queries import events_of
from seller_bot.telegram.notices import CONTENTS
from tests.support.couriers import Ledger, ledger_on

FILE = """
title: Works on Sunday
category: news
text:
  en: The seller cabinet is <b>down on Sunday</b> &amp; back on Monday 😀 <i>as usual</i>.
  ru: В воскресенье кабинет <b>не работает</b>.
  zh_Hans: 周日后台<b>维护</b>，请提前联系合作伙伴。
buttons: [{url: "https://seller.ozon.ru/app", text: {en: Open, ru: Открыть, zh_Hans: 打开}}]
"""


@pytest_asyncio.fixture
async def ledger(database_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Ledger]:
    monkeypatch.setenv("DATABASE_URL", database_url)
    async with ledger_on(database_url) as ledger:
        yield ledger


@dataclass(frozen=True)
class Result:
    exit_code: int | None
    output: str


async def run(*arguments: str, typed: str = "") -> Result:
    """A command of the shell, beside the courier that is at work."""
    pipe = asyncio.subprocess.PIPE
    program = sys.executable, "-m", "seller_bot", "notices", *arguments
    command = await asyncio.create_subprocess_exec(*program, stdin=pipe, stdout=pipe, stderr=asyncio.subprocess.STDOUT)
    output, _ = await command.communicate(typed.encode())
    return Result(command.returncode, output.decode())


async def send(directory: Path, content: str = FILE, *options: str) -> int:
    file = directory / "notice.yaml"
    file.write_text(content, encoding="utf-8")
    result = await run("send", str(file), "--yes", *options)
    assert result.exit_code == 0, result.output
    return int(result.output.split("Notice ")[1].split()[0])


async def status(number: int) -> dict[str, object]:
    found: dict[str, object] = json.loads((await run("status", str(number), "--json")).output)
    return found


async def over(ledger: Ledger, number: int, which: str = "batch_id") -> None:
    """Wait until the notice, or its recall, is through."""
    async with asyncio.timeout(30):
        while not is_over(ledger, number, which):
            await asyncio.sleep(0.05)


def is_over(ledger: Ledger, number: int, which: str) -> bool:
    with ledger.database.unit_of_work() as session:
        return session.get_one(Batch, getattr(session.get_one(Notice, number), which)).is_over


async def test_each_reader_gets_it_once_in_the_own_language_as_it_was_formatted(ledger: Ledger, tmp_path: Path) -> None:
    people = [ledger.seller(locale) for locale in ("en", "ru", "zh_Hans", "zh_Hant")]
    people[1].blocks()
    number = await send(tmp_path)
    async with ledger.courier(CONTENTS):
        await over(ledger, number)
    assert await status(number) == {
            "id": number, "state": "done", "total": 4, "sent": 3, "blocked": 1, "failed": 0, "uncertain": 0, "due": 0
        }  # fmt: skip
    english, _, simplified, traditional = (list(ledger.server.world.chats[one.id].messages.values()) for one in people)
    assert english[-1]["text"] == "The seller cabinet is down on Sunday & back on Monday 😀 as usual."
    assert [(one["type"], one["offset"], one["length"]) for one in english[-1]["entities"]] == [
        ("bold", 22, 14),
        ("italic", 57, 8),
    ]
    assert english[-1]["reply_markup"]["inline_keyboard"] == [[{"text": "Open", "url": "https://seller.ozon.ru/app"}]]
    assert simplified[-1]["text"] == "周日后台维护，请提前联系合作伙伴。"
    assert traditional[-1]["text"] == "週日後台維護，請提前聯繫合作夥伴。"


async def test_a_notice_is_paused_resumed_cancelled_and_the_record_says_so(ledger: Ledger, tmp_path: Path) -> None:
    people = [ledger.seller() for _ in range(3)]
    number = await send(tmp_path)
    await run("pause", str(number))
    assert (await status(number))["state"] == "paused"
    again = await run("pause", str(number))
    assert again.exit_code != 0
    await run("resume", str(number))
    await run("cancel", str(number))
    async with ledger.courier(CONTENTS):
        await ledger.settled(ledger.plan(people[0].id))
    assert (await status(number))["state"] == "cancelled"
    assert [ledger.copies(person.id) for person in people] == [1, 0, 0]
    with ledger.database.unit_of_work() as session:
        done = [event.what for event in events_of(session, session.get_one(Notice, number).subject)]
    assert done == ["drafted", "sent", "paused", "resumed", "cancelled"]


async def test_a_notice_is_taken_back_where_it_arrived(ledger: Ledger, tmp_path: Path) -> None:
    people = [ledger.seller() for _ in range(3)]
    people[2].blocks()
    number = await send(tmp_path)
    async with ledger.courier(CONTENTS):
        await over(ledger, number)
        await run("recall", str(number), "--yes")
        await over(ledger, number, "recall_id")
    assert [ledger.copies(person.id) for person in people] == [0, 0, 0]
    assert (await run("recall", str(number), "--yes")).exit_code != 0


async def test_a_notice_is_edited_into_its_correction(ledger: Ledger, tmp_path: Path) -> None:
    person = ledger.seller("ru")
    number = await send(tmp_path)
    correction = tmp_path / "correction.yaml"
    correction.write_text("text: {en: On Monday., ru: В <b>понедельник</b>., zh_Hans: 周一。}", encoding="utf-8")
    async with ledger.courier(CONTENTS):
        await over(ledger, number)
        await run("recall", str(number), "--yes", "--correct", str(correction))
        await over(ledger, number, "recall_id")
    (message,) = (one for one in ledger.server.world.chats[person.id].messages.values() if one["from"]["is_bot"])
    assert message["text"] == "В понедельник."


async def test_what_is_scheduled_begins_at_its_moment_and_once(ledger: Ledger, tmp_path: Path) -> None:
    ledger.seller()
    number = await send(tmp_path, FILE, "--at", "2100-01-01T10:00+08:00")
    assert (await status(number))["state"] == NoticeState.SCHEDULED
    with ledger.database.unit_of_work() as session:
        scheduled = session.get_one(Notice, number).send_at
        assert scheduled is not None
        send_due(session, Actor("schedule"), scheduled - timedelta(seconds=1))
        assert session.get_one(Notice, number).state == NoticeState.SCHEDULED
        send_due(session, Actor("schedule"), scheduled)
        send_due(session, Actor("schedule"), scheduled)
        assert session.get_one(Notice, number).state == NoticeState.SENT
    assert len(ledger.rows()) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("just words", "should be a mapping"),
        ("text: {en: Hello}", "`title` is a line"),
        ("{title: T, text: {en: '<b>Hello'}}", "en is not what Telegram takes: Can't find end tag"),
        ("{title: T, text: {de: Hallo}}", "one text for each language"),
        ("{title: T, text: {en: ''}}", "en has 0 characters"),
        ("{title: T, text: {en: Hello}, fallback: [ru]}", "`fallback` is a list"),
        ("{title: T, text: {en: Hello}, always: true, category: news}", "`always` is for the category service"),
        ("{title: T, text: {en: Hello}, buttons: [{url: javascript}]}", "button 1 needs a `url`"),
        ("{title: T, text: {en: Hello}, audience: {langauge: ru}}", "there is no condition 'langauge'"),
        ("{title: T, text: {en: Hello}, colour: red}", "`colour` is unknown"),
    ],
)
async def test_a_file_that_is_no_notice_is_refused_with_each_fault(
    ledger: Ledger, tmp_path: Path, content: str, said: str
) -> None:
    file = tmp_path / "notice.yaml"
    file.write_text(content, encoding="utf-8")
    result = await run("send", str(file), "--yes")
    assert result.exit_code == 2
    assert said in result.output
    assert ledger.rows() == []


async def test_nobody_sends_without_having_seen_how_many_it_reaches(ledger: Ledger, tmp_path: Path) -> None:
    ledger.seller("ru")
    file = tmp_path / "notice.yaml"
    file.write_text(FILE, encoding="utf-8")
    result = await run("send", str(file), typed="n\n")
    assert "goes to 1 sellers (ru 1)" in result.output
    assert result.exit_code != 0
    assert ledger.rows() == []
