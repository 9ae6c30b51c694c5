"""A step of a flow, and what its functions get and return."""

import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from seller_bot.conversation.turn import SentFile

MAX_ID = 18
"""Flow, step and choice ids travel together in the 64 bytes of a button's callback data."""

ONE = "one"
"""The choice that says which of the listed things an aside is to be about."""

TYPED = "typed"
"""Where a name is expected, the choice that takes what was typed for one; with a number that tells it from others."""

BACK = "back"
"""The choice of every step that leads to the one before it."""


def as_typed(text: str) -> str:
    """The choice that takes this text for the name."""
    return f"{TYPED}_{zlib.crc32(text.encode()):08x}"


class FlowError(ValueError):
    """A flow's table is wrong: the message names the flow, the step and the fault."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """What a flow's function may look at: the text or file sent, the answers so far, what is known of the seller."""

    text: str = ""
    file: SentFile | None = None
    answers: Mapping[str, object] = field(default_factory=dict)
    known: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Accepted:
    """A text or a file that answers the step: what to keep of it, as JSON has it."""

    value: object


@dataclass(frozen=True, slots=True)
class Refused:
    """A text or a file that can't answer the step: the key of the text that says why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Enter:
    """A choice that ends this flow and enters another one, which gets the answers of these names."""

    flow: str
    takes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """A message that goes before a step's question, to be forwarded or copied, perhaps in another language."""

    key: str
    locale: str | None = None


Accept = Callable[[Given], Accepted | Refused]
Decide = Callable[[Given], str]
Act = Callable[[Given], Sequence[object]]
Name = Callable[[Given], Mapping[str, object]]
Suggest = Callable[[Given], Sequence[str]]
Call = Callable[[Given, str], Mapping[str, object]]
List = Callable[[Given], Sequence[int]]
Target = str | Enter


@dataclass(frozen=True, kw_only=True, slots=True)
class Collect:
    """Files that are sent to a step, one after another or together, until the seller says that this is all.

    read   looks at a file; what is accepted stands in a list, under the name in the step's `keeps`
    most   so many
    got    the text after each of them, and after words
    full   the text after one too many
    none   the choice that is offered as long as there is nothing
    done   the one afterwards, and `drop` the one that begins anew
    hear   reads what is written beside the files, and under them
    words  the answer under which that is kept, a list too
    """

    read: Accept
    most: int
    got: str
    full: str
    none: str
    done: str
    drop: str
    hear: Accept
    words: str


@dataclass(frozen=True, slots=True)
class Step:
    """One question, or one decision, of a flow; without any way on it is an end.

    ask      key of the text; the label of a choice is `<ask>.<choice>`
    picture  the name of a drawing that shows where to click; a decision has none
    labels   what stands before the choice in that key, where several steps share their labels
    choices  what the seller can press, each with the step that it leads to
    accept   reads a text; `then` is the next step
    collect  takes files, and the words beside them; which of its choices are shown follows from what there is
    brief    what is asked for is a name: what is surely a question is taken for one only if the seller says so
    keeps    the answer under which the accepted text, or the choice that was pressed, is kept
    suggest  answers that the seller can press instead of typing them; without `accept` they can only be pressed
    about    the ids of the things that an aside lists; a press on one leads to the step in `then`, about that thing
    called   what stands for a suggestion on its button: the values of the text `<ask>.suggested`; else itself
    decide   chooses by itself, without a question: returns one of its `Literal` outcomes, which `then` maps
    act      effects of arriving here
    values   further values of its texts, beside all answers and all that is known
    beside   the numbered step that this one is a detour of
    numbered whether the step itself counts as one of those to be taken
    before   messages that go before the question
    copies   the answer that a button puts on the clipboard
    doors    flows that the message offers to open
    private  what is said here is kept in no other place than the answer
    takes_contact  a contact that is sent counts as its number
    """

    id: str
    ask: str = ""
    picture: str = ""
    labels: str = ""
    choices: Mapping[str, Target] = field(default_factory=dict)
    accept: Accept | None = None
    brief: bool = False
    collect: Collect | None = None
    keeps: str = ""
    suggest: Suggest | None = None
    about: List | None = None
    called: Call | None = None
    decide: Decide | None = None
    then: Target | Mapping[str, str] = field(default_factory=dict)
    act: Act | None = None
    values: Name | None = None
    beside: str | None = None
    numbered: bool = True
    before: Sequence[Note] = ()
    copies: str = ""
    doors: Sequence[str] = ()
    private: bool = False
    takes_contact: bool = False

    @property
    def takes_text(self) -> bool:
        return self.accept is not None or self.collect is not None

    @property
    def is_end(self) -> bool:
        return not (self.choices or self.accept or self.suggest or self.about or self.decide)

    @property
    def is_numbered(self) -> bool:
        return self.numbered and not (self.beside or self.is_end or self.decide)

    @property
    def targets(self) -> Iterator[Target]:
        yield from self.choices.values()
        if isinstance(self.then, Mapping):
            yield from self.then.values()
        else:
            yield self.then

    def label(self, choice: str) -> str:
        return f"{self.labels or self.ask}.{choice}"
