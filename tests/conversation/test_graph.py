"""A wrong table never runs: each fault of a flow's graph is named when the flow is built."""

from typing import Literal

import pytest

from seller_bot.conversation.flow import Flow, Flows
from seller_bot.conversation.step import Accepted, Collect, Enter, FlowError, Given, Step


def known(given: Given) -> Literal["yes", "no"]:
    return "yes" if given.known else "no"


def anything(given: Given) -> Accepted:
    return Accepted(given.text)


def some(given: Given) -> list[str]:
    return ["7"]


def by_name(given: Given, suggested: str) -> dict[str, object]:
    return {"name": suggested}


END = Step("end", ask="f.end")
FILES = Collect(
    read=anything,
    most=5,
    got="f.got",
    full="f.full",
    none="none",
    done="done",
    drop="drop",
    hear=anything,
    words="beside",
)
FILED = {"none": "end", "done": "end", "drop": "a"}


@pytest.mark.parametrize(
    ("steps", "fault"),
    [
        ([Step("a", ask="f.a", choices={"go": "nowhere"}), END], "leads to the unknown step 'nowhere'"),
        ([Step("a", ask="f.a", choices={"go": "end"}), END, Step("lost", ask="f.lost")], "no path leads to lost"),
        ([Step("a", ask="f.a", choices={"go": "a"})], "no path leads from here to an end"),
        ([Step("a", decide=known, then={"yes": "end"}), END], "must map each outcome"),
        ([Step("a", decide=known, then={"yes": "end", "no": "end", "maybe": "end"}), END], "must map each outcome"),
        ([Step("a", decide=known, then={"yes": "end", "no": "a"}), END], "lead back to it without a question"),
        ([Step("a", picture="p", decide=known, then={"yes": "end", "no": "end"}), END], "could have a picture"),
        ([Step("a", ask="f.a", accept=anything, then="end"), END], "kept under the name in `keeps`"),
        ([Step("a", ask="f.a", accept=anything, keeps="a"), END], "the one next step"),
        ([Step("a", ask="f.a", then="end"), END], "the one next step"),
        ([Step("a", ask="f.a", suggest=some, then="end"), END], "kept under the name in `keeps`"),
        ([Step("a", ask="f.a", suggest=some, keeps="a"), END], "the one next step"),
        ([Step("a", ask="f.a", choices={"go": "end"}, called=by_name), END], "`called` is for suggestions"),
        ([Step("a", choices={"go": "end"}), END], "either asks or decides"),
        ([Step("a", ask="f.a", collect=FILES, choices=FILED), END], "the files are kept under the name in `keeps`"),
        ([Step("a", ask="f.a", collect=FILES, keeps="beside", choices=FILED), END], "the words beside them under"),
        ([Step("a", ask="f.a", collect=FILES, keeps="a", choices={"done": "end"}), END], "three of the choices"),
        (
            [Step("a", ask="f.a", collect=FILES, keeps="a", choices=FILED, accept=anything, then="end"), END],
            "keeps the words beside them",
        ),
        ([Step("a", ask="f.a", choices={"go": "end"}, beside="end"), END], "beside the unknown or unnumbered"),
        ([Step("a", ask="f.a", choices={"back": "end"}), END], "is no id"),
        ([Step("a" * 19, ask="f.a", choices={"go": "end"}), END], "is no id"),
        ([END, END], "two steps have the same id"),
    ],
)
def test_a_wrong_table_is_refused_with_its_fault(steps: list[Step], fault: str) -> None:
    with pytest.raises(FlowError, match=fault):
        Flow("f", *steps)


@pytest.mark.parametrize(
    "waiting",
    [
        Step("a", ask="f.a", accept=anything, keeps="a", then="end"),
        Step("a", ask="f.a", collect=FILES, keeps="a", choices=FILED),
    ],
)
def test_an_aside_can_wait_neither_for_a_text_nor_for_files(waiting: Step) -> None:
    with pytest.raises(FlowError, match="an aside keeps no position"):
        Flow("f", waiting, END, aside=True)


def test_a_moved_step_must_be_gone_and_its_place_there() -> None:
    with pytest.raises(FlowError, match="the moved step 'old' must be gone, and 'nowhere' must be there"):
        Flow("f", END, moved={"old": "nowhere"})


def test_flows_are_checked_against_each_other() -> None:
    lone = Flow("f", Step("a", ask="f.a", choices={"go": Enter("g")}))
    with pytest.raises(FlowError, match="no such flow: g"):
        Flows(lone, home="f", person="f")
    with pytest.raises(FlowError, match="share a command or a link"):
        Flows(Flow("f", END, commands=("x",)), Flow("g", END, commands=("x",)), home="f", person="f")
    with pytest.raises(FlowError, match="share an id"):
        Flows(Flow("f", END), Flow("f", END), home="f", person="f")


def test_a_flow_for_some_roles_is_not_there_for_anybody_else() -> None:
    flows = Flows(
        Flow("f", END),
        Flow("g", END, commands=("x",), for_roles=("owner",)),
        Flow("h", END, commands=("x",), for_roles=("manager", "support")),
        home="f",
        person="f",
    )
    assert [*flows] == ["f", "g", "h"]
    assert {role: [*flows.open_to(role)] for role in (None, "owner", "support", "stranger")} == {
        None: ["f"],
        "owner": ["f", "g"],
        "support": ["f", "h"],
        "stranger": ["f"],
    }


def test_no_way_leads_to_a_flow_that_is_not_open_there() -> None:
    """A door of everybody's to a flow of the owners' would tell that it exists."""
    owners = Flow("g", END, for_roles=("owner",))
    with pytest.raises(FlowError, match="no such flow: g"):
        Flows(Flow("f", Step("end", ask="f.end", doors=("g",))), owners, home="f", person="f")
