"""What is left is come back to; what is past, retired or doubtful is said to be so."""

from dataclasses import replace

import pytest

from seller_bot.conversation.answer import Answer
from seller_bot.conversation.engine import Response, respond
from seller_bot.conversation.flow import Flow, Flows
from seller_bot.conversation.position import LONGEST_TRAIL, Position
from seller_bot.conversation.step import Accepted, Enter, Given, Step, as_typed
from seller_bot.conversation.turn import (
    ANEW,
    RESUME,
    Commanded,
    Corrected,
    Mark,
    Meaning,
    Pressed,
    Said,
    Say,
    Toast,
    Turn,
)


def name(given: Given) -> Accepted:
    return Accepted(given.text)


END = Step("end", ask="f.end")
FLOWS = Flows(
    Flow(
        "f",
        Step("a", ask="f.a", choices={"go": "b"}),
        Step("b", ask="f.b", choices={"go": "end", "round": "a"}),
        END,
        commands=("f",),
        moved={"old": "b"},
    ),
    Flow(
        "g",
        Step("a", ask="g.a", choices={"go": "b"}),
        Step("b", ask="g.b", choices={"go": "end"}),
        END,
        commands=("g",),
    ),
    Flow(
        "named", Step("a", ask="named.a", accept=name, brief=True, keeps="name", then="end"), END, commands=("named",)
    ),
    Flow(
        "first",
        Step("a", ask="first.a", accept=name, keeps="name", then="b"),
        Step("b", ask="first.b", choices={"on": Enter("g")}),
        commands=("first",),
    ),
    Flow("home", Step("end", ask="home.end", doors=("f", "g")), aside=True, commands=("home",)),
    home="home",
    person="home",
    answers={"why": Answer(say="answer.why"), "hello": Answer(say="answer.hello", is_chat=True)},
    moved={"gone": "g"},
)
AT_B: list[Turn] = [Commanded(name="f"), Pressed(flow="f", step="a", choice="go", visit=1)]
WHY, HELLO = (Said(text=f"{word}!", meaning=Meaning(decision="answer", intents=(word,))) for word in ("why", "hello"))


def after(*turns: Turn, known: dict[str, object] | None = None, position: Position | None = None) -> Response:
    response = Response(outcome="", position=position or Position(), replies=())
    for turn in turns:
        response = respond(FLOWS, response.position, turn, known or {})
    return response


def said(response: Response) -> list[str]:
    return [reply.key for reply in response.replies if isinstance(reply, Say)]


def doors(response: Response) -> list[str]:
    """What the buttons of the last message open."""
    last = [reply for reply in response.replies if isinstance(reply, Say)][-1]
    return [button.presses.choice or button.presses.flow for button in last.buttons if button.presses]


def left_for(flow: str) -> list[Turn]:
    """At the second step of f another flow is entered."""
    return [*AT_B, Commanded(name=flow), Pressed(flow=flow, choice=ANEW, visit=2)]


def test_after_another_flow_the_one_that_was_left_is_offered_again() -> None:
    over = after(
        *left_for("g"),
        Pressed(flow="g", step="a", choice="go", visit=3),
        Pressed(flow="g", step="b", choice="go", visit=4),
    )
    assert (over.outcome, doors(over)) == ("ended", [RESUME])
    back = after(Pressed(flow=RESUME), position=over.position)
    assert (back.position.flow, back.position.step, back.position.trail) == ("f", "b", ("f.a",))
    assert back.position.left is None


@pytest.mark.parametrize("turn", [Commanded(name="back"), Commanded(name="home"), Said(text="lorem")])
def test_whatever_comes_after_it_is_over_the_way_back_stays(turn: Turn) -> None:
    cancelled = after(*left_for("g"), Commanded(name="cancel"), turn)
    assert doors(cancelled)[-1] == RESUME


def test_a_second_cancel_gives_up_what_was_left() -> None:
    cancelled = after(*left_for("g"), Commanded(name="cancel"), Commanded(name="cancel"))
    assert (said(cancelled), doors(cancelled), cancelled.position.left) == (["repair.cancelled"], ["f", "home"], None)


def test_what_was_left_and_is_entered_anyway_is_gone_on_with_or_begun_again() -> None:
    idle = after(*left_for("g"), Commanded(name="cancel")).position
    asked = after(Commanded(name="f"), position=idle)
    assert (said(asked), doors(asked)) == (["repair.already_here"], [RESUME, ANEW])
    anew = after(Pressed(flow="f", choice=ANEW, visit=idle.visit), position=asked.position)
    assert (anew.position.flow, anew.position.step, anew.position.left) == ("f", "a", None)


def test_where_no_step_was_taken_there_is_nothing_to_come_back_to() -> None:
    at_g = after(Commanded(name="f"), Commanded(name="g"))
    assert (said(at_g), at_g.position.left) == (["g.a"], None)


def test_who_leaves_sees_on_the_button_what_was_chosen() -> None:
    left = after(*left_for("g"))
    assert [type(reply) for reply in left.replies] == [Toast, Mark, Say]


def test_an_old_button_that_leaves_asks_again() -> None:
    """It was shown at another step, for another decision."""
    later = after(
        *AT_B, Commanded(name="g"), Pressed(flow=RESUME), Pressed(flow="f", step="b", choice="round", visit=2)
    )
    pressed = after(Pressed(flow="g", choice=ANEW, visit=2), position=later.position)
    assert (said(pressed), pressed.position.flow) == (["repair.leave_or_stay"], "f")


def test_a_button_of_a_step_that_was_retired_leads_to_where_its_chats_go() -> None:
    there = after(*AT_B, Pressed(flow="f", step="old", choice="yes", visit=1))
    assert (there.outcome, said(there)) == ("stale", ["f.b"])
    elsewhere = after(Pressed(flow="f", step="old", choice="yes", visit=1))
    assert (elsewhere.outcome, said(elsewhere), doors(elsewhere)) == ("stale", ["repair.flow_is_past"], ["f", "home"])


def test_a_button_of_a_flow_that_was_retired_offers_what_took_its_place() -> None:
    pressed = after(Pressed(flow="gone", step="any", choice="yes", visit=1))
    assert (pressed.outcome, said(pressed), doors(pressed)) == ("stale", ["repair.flow_is_past"], ["g", "home"])


def test_the_step_before_this_one_is_past_however_soon_its_button_is_pressed() -> None:
    pressed = after(*AT_B, AT_B[-1])
    assert (pressed.replies[0], said(pressed)) == (Toast(key="repair.toast_step_is_past"), ["f.b"])


def test_where_a_name_is_expected_a_question_is_taken_for_one_only_if_the_seller_says_so() -> None:
    doubted = after(Commanded(name="named"), WHY)
    assert (said(doubted), doors(doubted)) == (["repair.name_or_question"], [as_typed("why!"), "why"])
    kept = after(Pressed(flow="named", step="a", choice=as_typed("why!"), visit=1), position=doubted.position)
    assert (kept.outcome, said(kept)) == ("ended", ["f.end"])
    asked = after(Pressed(flow="question", choice="why"), position=doubted.position)
    assert said(asked) == ["answer.why", "named.a"]


def test_a_greeting_where_a_name_is_expected_is_returned_and_may_be_the_name_all_the_same() -> None:
    greeted = after(Commanded(name="named"), HELLO)
    assert said(greeted) == ["answer.hello", "named.a"]
    kept = after(Pressed(flow="named", step="a", choice=as_typed("hello!"), visit=1), position=greeted.position)
    assert (kept.outcome, said(kept)) == ("ended", ["f.end"])


def test_what_no_answer_is_known_to_is_a_name() -> None:
    unknown = Said(text="what", meaning=Meaning(decision="answer", intents=("no_such_intent",)))
    assert after(Commanded(name="named"), unknown).outcome == "ended"


def test_a_doubted_text_is_no_suggestion_and_its_button_counts_for_no_other() -> None:
    again = Said(text="why?", meaning=WHY.meaning)
    doubted = after(Commanded(name="named"), WHY, again)
    assert doors(doubted) == [as_typed("why?"), "why"]
    old = after(Pressed(flow="named", step="a", choice=as_typed("why!"), visit=1), position=doubted.position)
    assert (old.outcome, doors(old)) == ("stale", [])


def test_a_doubted_text_that_is_edited_is_heard_anew() -> None:
    doubted = after(Commanded(name="named"), replace(WHY, message_id=7))
    edited = after(Corrected(text="Sunrise", message_id=7), position=doubted.position)
    assert edited.outcome == "ended"


def test_who_comes_back_after_days_is_answered_first_and_told_what_it_was_about() -> None:
    greeted = after(HELLO, known={"is_away": True}, position=after(*AT_B).position)
    assert said(greeted) == ["answer.hello", "f.b"]
    last = greeted.replies[-1]
    assert isinstance(last, Say)
    assert last.frame is not None
    assert (last.frame.key, last.frame.values["number"]) == ("step.numbered_again", 2)


def test_who_is_not_understood_again_and_again_never_reads_the_same_twice_running() -> None:
    position = after(*AT_B).position
    heard: list[str] = []
    turns: list[Turn] = [Said(text="lorem"), Commanded(name="nonsense"), Said(text="ipsum"), Said(text="dolor")]
    for turn in turns:
        response = after(turn, position=position)
        position, heard = response.position, [*heard, said(response)[0]]
    assert heard == ["repair.press_a_button", "repair.stuck", "repair.press_a_button", "repair.stuck"]


def test_going_round_in_circles_is_remembered_only_so_far() -> None:
    position = after(*AT_B).position
    for _ in range(2 * LONGEST_TRAIL):
        choice = "go" if position.step == "a" else "round"
        position = after(
            Pressed(flow="f", step=position.step, choice=choice, visit=position.visit), position=position
        ).position
    assert len(position.trail) == LONGEST_TRAIL


def test_back_leads_into_the_flow_before_with_what_was_answered_there() -> None:
    typed = after(Commanded(name="first"), Said(text="Sunrise"), Pressed(flow="first", step="b", choice="on", visit=2))
    assert (typed.position.flow, typed.position.answers) == ("g", {})
    back = after(Commanded(name="back"), position=typed.position)
    assert (back.position.flow, back.position.step, back.position.answers) == ("first", "b", {"name": "Sunrise"})
    assert back.position.behind == {}


def test_a_button_of_an_earlier_showing_of_the_same_step_shows_it_as_it_is_now() -> None:
    """Under another message, with other answers in it."""
    again = after(*AT_B, Commanded(name="back"), Pressed(flow="f", step="a", choice="go", visit=3))
    pressed = after(Pressed(flow="f", step="b", choice="go", visit=2), position=again.position)
    assert (pressed.outcome, said(pressed)) == ("stale", ["f.b"])


def test_the_way_back_leads_to_no_other_flow_than_it_names() -> None:
    position = after(*AT_B, Commanded(name="cancel"), Commanded(name="g")).position
    pressed = after(Pressed(flow=RESUME, step="f"), position=position)
    assert (pressed.outcome, said(pressed), doors(pressed)) == ("stale", ["repair.flow_is_past"], ["f", "home", RESUME])
    assert said(after(Pressed(flow=RESUME, step="g"), position=position)) == ["g.a"]


def test_from_the_middle_of_another_flow_the_way_back_exchanges_the_two() -> None:
    at_g = after(*left_for("g"), Pressed(flow="g", step="a", choice="go", visit=3)).position
    back = after(Pressed(flow=RESUME, step="f"), position=at_g).position
    assert (back.flow, back.step) == ("f", "b")
    assert back.left is not None
    assert (back.left.flow, back.left.step) == ("g", "b")


def test_what_was_left_is_not_begun_anew_by_who_leaves_another_flow_for_it() -> None:
    at_g = after(*left_for("g"), Pressed(flow="g", step="a", choice="go", visit=3)).position
    asked = after(Commanded(name="f"), position=at_g)
    assert (said(asked), doors(asked)) == (["repair.leave_or_stay"], [RESUME, ANEW])
    back = after(Pressed(flow="f", choice=ANEW, visit=at_g.visit), position=asked.position)
    assert (back.position.flow, back.position.step) == ("f", "b")


def test_at_the_first_step_of_another_flow_what_was_left_is_not_lost() -> None:
    asked = after(*left_for("g"), Commanded(name="f"))
    assert (said(asked), doors(asked)) == (["repair.already_here"], [RESUME, ANEW])
    assert after(Pressed(flow=RESUME, step="f"), position=asked.position).position.step == "b"


def test_a_flow_that_another_one_leads_into_is_not_offered_again_when_it_is_over() -> None:
    """It was left in the middle, and came to its end by another way."""
    at_g: list[Turn] = [Commanded(name="g"), Pressed(flow="g", step="a", choice="go", visit=1)]
    left: list[Turn] = [Commanded(name="first"), Pressed(flow="first", choice=ANEW, visit=2)]
    entered = after(*at_g, *left, Said(text="Sunrise"))
    assert entered.position.left is not None
    into = after(Pressed(flow="first", step="b", choice="on", visit=4), position=entered.position)
    assert (into.position.flow, into.position.left) == ("g", None)
