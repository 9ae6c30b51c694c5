"""What is said later is kept as data, and is the same message when it comes back from the database."""

import json
from datetime import UTC, date, datetime

from seller_bot.conversation.turn import Button, Frame, Key, Pressed, Say
from seller_bot.deliveries.content import content_of, say_of


def test_a_message_comes_back_as_it_was_kept() -> None:
    say = Say(
        key="case.told",
        values={
            "flow": Key(key="binding.title"),
            "due": datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
            "day": date(2026, 11, 23),
            "names": ["A", "B"],
            "count": 3,
            "text": "<b>{ui.settings}</b>",
        },
        buttons=(
            Button(label="a", presses=Pressed(flow="f", step="s", choice="c", visit=3), values={"n": 1}),
            Button(label="b", presses=Pressed(flow="resume")),
            Button(label="c", copies="text", style="danger"),
        ),
        frame=Frame(key="step.numbered", values={"number": 1}),
        locale="ru",
        force_reply="case.placeholder_reason",
        reply_to=7,
    )
    assert say_of(json.loads(json.dumps(content_of(say))), about=9) == say


def test_a_press_on_a_step_says_which_delivery_it_was_about() -> None:
    say = Say(key="k", buttons=(Button(label="a", presses=Pressed(flow="f", step="s", choice="c")),))
    (button,) = say_of(content_of(say), about=9).buttons
    assert button.presses == Pressed(flow="f", step="s", choice="c", visit=9)
