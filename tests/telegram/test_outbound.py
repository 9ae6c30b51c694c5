"""Replies as calls of the Bot API."""

from dataclasses import replace
from typing import Any

from seller_bot.conversation.turn import Button, Pressed, Reply, Say, Toast
from seller_bot.telegram.outbound import calls, illustrated, in_words


def parameters(reply: Reply) -> Any:
    (call,) = calls([reply], chat_id=5, locale="en", query=("9", 3))
    return call["parameters"]


def test_a_toast_names_things_and_stays_where_it_must_be_read() -> None:
    toast = Toast(key="binding.done", values={"partner": "Sunrise & Co " * 30}, alert=True)
    answer = parameters(toast)
    assert "Sunrise & Co" in answer["text"]
    assert len(answer["text"]) == 200
    assert answer["show_alert"] is True
    assert parameters(Toast()) == {"callback_query_id": "9"}


def test_a_button_has_a_colour_where_it_is_given_one() -> None:
    buttons = (
        Button(label="menu.title", presses=Pressed(flow="menu"), style="danger"),
        Button(label="menu.title", presses=Pressed(flow="menu")),
    )
    (row,) = parameters(Say(key="menu.home", buttons=buttons))["reply_markup"]["inline_keyboard"]
    assert [button.get("style") for button in row] == ["danger", None]


def test_a_message_may_ask_for_a_reply_and_be_one_itself() -> None:
    said = parameters(Say(key="menu.home", force_reply="menu.title", reply_to=7))
    assert said["reply_markup"] == {"force_reply": True, "input_field_placeholder": "Menu"}
    assert said["reply_parameters"] == {"message_id": 7, "allow_sending_without_reply": True}


def test_a_picture_stands_above_the_words_and_alone_where_they_are_too_many() -> None:
    said = Say(key="binding.open_contacts", picture="useful_contacts", buttons=(Button(label="menu.title"),))
    (one,) = calls([said], chat_id=5, locale="ru")
    assert one["method"] == "sendPhoto"
    assert one["parameters"]["photo"] == {"drawing": "useful_contacts", "locale": "ru"}
    assert {"caption", "parse_mode", "reply_markup"} <= one["parameters"].keys()
    long = Say(key="binding.done", values={"partner": "x" * 1000}, picture="useful_contacts")
    alone, words = calls([long], chat_id=5, locale="en")
    assert alone["parameters"].keys() == {"chat_id", "photo"}
    assert words["method"] == "sendMessage"


def test_without_its_picture_a_message_says_the_same() -> None:
    said = Say(key="binding.open_contacts", buttons=(Button(label="menu.title"),), reply_to=7)
    (plain,) = calls([said], chat_id=5, locale="en")
    (shown,) = calls([replace(said, picture="useful_contacts")], chat_id=5, locale="en")
    assert in_words(shown) == plain
    assert in_words(illustrated(5, "useful_contacts", "en", "")) is None
