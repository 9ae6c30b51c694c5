"""Whatever Telegram says that a message holds, it is answered with one or two messages, and nobody loses the place."""

from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import Bot, Update

from seller_bot import knowledge
from seller_bot.conversation.engine import Response, respond
from seller_bot.conversation.position import Position
from seller_bot.conversation.turn import Commanded, Pressed, Said, Say, SentFile
from seller_bot.escalations.desk import Desk
from seller_bot.escalations.hours import BusinessHours
from seller_bot.escalations.seal import Seal
from seller_bot.flows import FLOWS
from seller_bot.intents import Matcher
from seller_bot.sellers.models import Seller
from seller_bot.telegram.arrival import Arrival
from seller_bot.telegram.inbound import turn_of
from seller_bot.telegram.outbound import calls
from seller_bot.telegram.reading import read, read_caption
from seller_bot.turns.models import Standing
from tests.conversations.anything.conftest import CHAT, THINGS, USER

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
BOT = Bot("123456789:AAExampleExampleExampleExampleExampl")
KNOWN = {
    "organisation": "Harbour",
    "first_name": "Wang",
    "language": "en",
    "desk": Desk(hours=BusinessHours.parse("Mon-Fri 09:00-18:00 Asia/Shanghai"), seal=Seal("a secret of the tests")),
}
FILE = {"file_id": "f", "file_unique_id": "u", "file_size": 1}
SIDES = {"width": 2, "height": 2}
FILES: dict[str, Any] = {
    "photo": [{**FILE, **SIDES}],
    "document": {**FILE, "file_name": "a.pdf"},
    "video": {**FILE, **SIDES, "duration": 1},
    "animation": {**FILE, **SIDES, "duration": 1},
    "video_note": {**FILE, "length": 2, "duration": 1},
    "voice": {**FILE, "duration": 1},
    "audio": {**FILE, "duration": 1},
    "sticker": {**FILE, **SIDES, "type": "regular", "is_animated": False, "is_video": False},
}
CONTENTS = [*THINGS.values(), *({kind: file} for kind, file in FILES.items())]
WORDS = st.text(min_size=1, max_size=4096) | st.sampled_from(
    [
        "👍",
        "…",
        "\u200b",
        "482913",
        "+7 916 123 45 67",
        "/back",
        "hello",
        "收不到验证码",
        "не могу войти",
        "Sunrise" * 500,
    ]
)
CAPTIONED = st.fixed_dictionaries({}, optional={"caption": WORDS, "media_group_id": st.sampled_from(["a", "b"])})
FORWARDED = {"type": "hidden_user", "date": 1, "sender_user_name": "Somebody"}
MORE = st.fixed_dictionaries({}, optional={"forward_origin": st.just(FORWARDED), "edit_date": st.just(2)})
MESSAGES = st.builds(
    lambda content, more: {**content, **more},
    st.builds(lambda content, under: {**content, **under}, st.sampled_from(CONTENTS), CAPTIONED)
    | st.builds(lambda text: {"text": text}, WORDS),
    MORE,
)


@cache
def matcher() -> Matcher:
    return knowledge.matcher()


def at(*turns: object) -> Position:
    position = Position()
    for turn in turns:
        position = respond(FLOWS, position, turn, KNOWN).position  # type: ignore[arg-type]  # Turns of the tests.
    return position


BINDING = Commanded(name="bind")
ADMIN = Pressed(flow="binding", step="role", choice="admin", visit=1)
AGREED = Pressed(flow="binding", step="terms", choice="agreed", visit=2)
PLACES = {
    "nowhere": Position(),
    "at the first step": at(BINDING),
    "at a choice": at(BINDING, ADMIN),
    "at a name": at(BINDING, ADMIN, AGREED),
    "at the files": Position(flow="write_us", step="files", answers={"story": "It is gone."}, visit=2),
}


def answered(position: Position, content: dict[str, Any], message_id: int) -> Response:
    """As `Turns` does it, without a database."""
    message = {"message_id": message_id, "date": 1, "from": USER, "chat": CHAT, **content}
    update = Update.de_json({"update_id": 1, "message": message}, BOT)
    turn = turn_of(update)
    seller = Seller(id=77, first_name="Wang", locale="en", created_at=NOW, seen_at=NOW)
    standing = Standing.of_newcomer(77, NOW)
    standing.move_to(position, NOW)
    assert isinstance(turn, Said | SentFile | Commanded)
    arrival = Arrival(update=update, turn=turn, seller=seller, standing=standing, now=NOW, known=dict(KNOWN))
    if isinstance(turn, Said):
        read(arrival, turn, FLOWS, matcher())
    elif isinstance(turn, SentFile):
        read_caption(arrival, turn, FLOWS, matcher())
    assert (
        isinstance(arrival.turn, Said | SentFile | Commanded | Pressed) or arrival.question is not None or position.flow
    )
    return respond(FLOWS, standing.position, arrival.turn, arrival.known)  # type: ignore[arg-type]  # No edits here.


@pytest.mark.parametrize("place", PLACES)
@settings(deadline=None, max_examples=60)
@given(sent=st.lists(MESSAGES, min_size=1, max_size=4))
def test_any_message_is_answered_with_one_or_two(place: str, sent: list[dict[str, Any]]) -> None:
    position, last = PLACES[place], ""
    for number, content in enumerate(sent, 1):
        response = answered(position, content, number)
        said = [reply for reply in response.replies if isinstance(reply, Say)]
        assert len(said) <= 2
        is_text = "text" in content
        assert said or (not is_text and position.album is not None)
        assert calls(response.replies, chat_id=77, locale="ru") or not said
        if not is_text and not content.get("caption"):
            assert (response.position.flow, response.position.step) == (position.flow, position.step)
            assert response.position.trail == position.trail
            assert not said or said[0].key != last or position.flow == "write_us"
            last = said[0].key if said else last
        else:
            last = ""
        position = response.position


UNHEARD_OF: dict[str, dict[str, Any]] = {
    "of tomorrow": {"hologram": {"file_id": "f"}},
    "users": {"users_shared": {"request_id": 1, "users": [{"user_id": 5}]}},
    "a chat": {"chat_shared": {"request_id": 1, "chat_id": 5}},
    "a form": {"web_app_data": {"data": "{}", "button_text": "Form"}},
}


@pytest.mark.parametrize("content", UNHEARD_OF)
@pytest.mark.parametrize("place", PLACES)
def test_what_nobody_here_has_heard_of_is_answered_too(place: str, content: str) -> None:
    """Telegram invents kinds of messages faster than libraries learn them."""
    response = answered(PLACES[place], UNHEARD_OF[content], 1)
    assert [reply for reply in response.replies if isinstance(reply, Say)]
    assert (response.position.flow, response.position.step) == (PLACES[place].flow, PLACES[place].step)


@pytest.mark.parametrize(
    "content",
    [
        {"pinned_message": {"message_id": 1, "date": 1, "chat": CHAT}, "novelty": 1},
        {"message_auto_delete_timer_changed": {"message_auto_delete_time": 1}},
        {"write_access_allowed": {}},
    ],
)
def test_what_telegram_itself_says_of_a_chat_is_passed_over(content: dict[str, Any]) -> None:
    message = {"message_id": 1, "date": 1, "from": USER, "chat": CHAT, **content}
    assert turn_of(Update.de_json({"update_id": 1, "message": message}, BOT)) is None


def test_in_a_group_nobody_is_asked_what_he_meant() -> None:
    group = {"id": -100, "type": "supergroup", "title": "Sellers"}
    message = {"message_id": 1, "date": 1, "from": USER, "chat": group, **UNHEARD_OF["of tomorrow"]}
    assert turn_of(Update.de_json({"update_id": 1, "message": message}, BOT)) is None
