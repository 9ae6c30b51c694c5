"""Files that a step collects: kept one by one, answered shortly, and of those sent together only the first."""

import pytest

from seller_bot.conversation.answer import Answer
from seller_bot.conversation.engine import Response, respond
from seller_bot.conversation.flow import Flow, Flows
from seller_bot.conversation.position import Position
from seller_bot.conversation.step import Accepted, Collect, Given, Refused, Step
from seller_bot.conversation.turn import Commanded, Meaning, Pressed, Said, Say, SentFile, Turn


def picture(given: Given) -> Accepted | Refused:
    assert given.file is not None
    return Accepted(given.file.file_id) if given.file.kind == "photo" else Refused("f.no_picture")


def words(given: Given) -> Accepted | Refused:
    return Accepted(given.text) if len(given.text) < 10 else Refused("f.too_long")


FLOWS = Flows(
    Flow(
        "f",
        Step(
            "files",
            ask="f.ask",
            collect=Collect(
                read=picture,
                most=3,
                got="f.got",
                full="f.full",
                none="none",
                done="done",
                drop="drop",
                hear=words,
                words="beside",
            ),
            keeps="files",
            choices={"none": "end", "done": "end", "drop": "files"},
        ),
        Step("end", ask="f.end"),
        commands=("f",),
    ),
    Flow("home", Step("end", ask="home.end"), aside=True),
    home="home",
    person="home",
    answers={"why": Answer(say="answer.why")},
)
COLLECTING = respond(FLOWS, Position(), Commanded(name="f"), {}).position


def photo(number: int, *, album: str | None = None, caption: str = "") -> SentFile:
    return SentFile(kind="photo", file_id=f"p{number}", album=album, caption=caption)


def after(*turns: Turn, position: Position = COLLECTING) -> tuple[Position, list[list[str]]]:
    """Where the turns lead, and the keys of what is answered to each."""
    said = []
    for turn in turns:
        response = respond(FLOWS, position, turn, {})
        position = response.position
        said.append([reply.key for reply in response.replies if isinstance(reply, Say)])
    return position, said


def choices(response: Response) -> list[str | None]:
    (said,) = (reply for reply in response.replies if isinstance(reply, Say))
    return [button.presses.choice for button in said.buttons if button.presses]


def test_each_file_is_kept_and_answered_with_the_buttons_of_the_step() -> None:
    entered = respond(FLOWS, Position(), Commanded(name="f"), {})
    assert choices(entered) == ["none"]
    kept = respond(FLOWS, entered.position, photo(1), {})
    assert choices(kept) == ["done", "drop"]
    position, said = after(photo(2), photo(3), photo(4), position=kept.position)
    assert said == [["f.got"], ["f.got"], ["f.full"]]
    assert position.answers["files"] == ["p1", "p2", "p3"]
    assert position.visit == entered.position.visit, "every button under these answers stays good"
    done = respond(FLOWS, position, Pressed(flow="f", step="files", choice="done", visit=position.visit), {})
    assert done.outcome == "ended"


def test_an_album_is_answered_once_and_once_more_where_it_does_not_fit() -> None:
    position, said = after(*(photo(number, album="a") for number in range(10)))
    assert said == [["f.got"], [], [], ["f.full"], *[[]] * 6]
    assert position.answers["files"] == ["p0", "p1", "p2"]
    assert after(photo(11, album="b"), position=position)[1] == [["repair.refused_again"]]


def test_a_question_under_any_picture_of_an_album_is_answered() -> None:
    meaning = Meaning(decision="answer", intents=("why",))
    asking = SentFile(kind="photo", file_id="p2", album="a", caption="why?", meaning=meaning)
    _, said = after(photo(1, album="a"), asking, photo(3, album="a"), position=Position())
    assert said == [["sent.photo"], ["answer.why"], []]


def test_what_can_not_be_kept_of_an_album_is_told_even_after_its_first_file_was() -> None:
    video = SentFile(kind="video", file_id="v", album="a")
    position, said = after(photo(1, album="a"), video, video, photo(2, album="a"))
    assert said == [["f.got"], ["f.no_picture"], [], []]
    assert position.answers["files"] == ["p1", "p2"]


def test_words_beside_and_under_the_files_are_kept_with_them() -> None:
    position, said = after(Said(text="look"), photo(1, caption="here"), Said(text="0123456789"))
    assert said == [["f.got"], ["f.got"], ["f.too_long"]]
    assert position.answers == {"files": ["p1"], "beside": ["look", "here"]}


def test_a_caption_that_is_refused_leaves_the_picture_kept() -> None:
    position, said = after(photo(1, caption="0123456789"))
    assert said == [["f.too_long"]]
    assert position.answers == {"files": ["p1"]}


def test_a_caption_in_the_middle_of_an_album_is_kept_in_silence() -> None:
    position, said = after(photo(1, album="a"), photo(2, album="a", caption="here"))
    assert said == [["f.got"], []]
    assert position.answers == {"files": ["p1", "p2"], "beside": ["here"]}


def test_begun_anew_nothing_of_it_is_left() -> None:
    position, _ = after(photo(1), Said(text="look"))
    dropped = respond(FLOWS, position, Pressed(flow="f", step="files", choice="drop", visit=1), {})
    assert dropped.position.answers == {"files": [], "beside": []}
    assert choices(dropped) == ["none", "back"]


@pytest.mark.parametrize("position", [Position(), Position(visit=3)])
def test_where_no_file_is_expected_an_album_is_answered_once_too(position: Position) -> None:
    _, said = after(*(photo(number, album="a") for number in range(3)), position=position)
    assert said == [["sent.photo"], [], []]
