"""What comes in from a seller and what goes out to one: frozen values, texts by their keys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

RESUME = "resume"
"""The door that leads back to the step at which the seller stands, in the flow that it names as a step."""

ANEW = "anew"
"""What a door is pressed with to leave the flow in which the seller stands."""


QUESTION = "question"
"""The door that answers a question: its choice is the intent, or NONE of those that were offered."""

NONE = "none"


@dataclass(frozen=True, kw_only=True, slots=True)
class Meaning:
    """What a text was understood to ask.

    decision  `answer` where it is sure, `offer` where one of a few is, else `unknown`
    intents   the likeliest first
    also      a second question in the same message, where both are sure
    """

    decision: str
    intents: tuple[str, ...] = ()
    also: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """A text message, and what it was understood to mean."""

    text: str
    meaning: Meaning = Meaning(decision="unknown")
    message_id: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Corrected:
    """A text message that was edited: its words by now, and what they were understood to mean."""

    text: str
    message_id: int
    meaning: Meaning = Meaning(decision="unknown")


@dataclass(frozen=True, kw_only=True, slots=True)
class ToldSecret:
    """A text that nobody should have sent: `kind` is one of code, password, key and card. The text itself is gone.

    album  that of the file under which it stood
    """

    kind: str
    album: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Commanded:
    """A command, without its slash."""

    name: str
    argument: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class SentFile:
    """Anything that is not text, or is a text that says nothing in words.

    kind       Telegram's name of it (photo, voice, sticker …), or one of those in `sent.py`
    file_id    how it is sent on, empty for what is no file; `unique_id` is the same for the same file
    caption    the words under it
    album      the same for all files that were sent together, each of which is a turn of its own
    message_id the message that it came in
    meaning    what the words under it were understood to ask
    phone      the number of a contact; it is kept nowhere
    """

    kind: str
    file_id: str = ""
    unique_id: str = ""
    caption: str = ""
    album: str | None = None
    message_id: int = 0
    meaning: Meaning = Meaning(decision="unknown")
    phone: str = field(default="", repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Pressed:
    """A press on a button: a choice of a step, or, without a step, a door that opens the flow.

    `visit` says in which visit to the step the button was shown, or, on an aside, what the aside is about: the delivery
    that showed it first. A door with the choice `anew` leaves the flow of the visit in which it was shown.
    """

    flow: str
    step: str | None = None
    choice: str | None = None
    visit: int = 0


Turn = Said | Corrected | ToldSecret | Commanded | SentFile | Pressed


@dataclass(frozen=True, kw_only=True, slots=True)
class Key:
    """A value of a text that is itself a text: the key of it, and its own values."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Lines:
    """A value of a text that is a list: each value on a line of its own."""

    items: Sequence[object]


Style = Literal["danger", "success", "primary"]
"""The colours of a button that Telegram has: red, green, blue."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Button:
    """A button under a message: `presses` comes back as a turn, `copies` goes to the seller's clipboard."""

    label: str
    presses: Pressed | None = None
    copies: str | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    style: Style | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """A text around another one, which stands in it as `{text}`."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Say:
    """A new message.

    picture      the name of a drawing that stands above the text
    locale       set where the text is meant for somebody else than its reader
    force_reply  opens the field for a reply to it; the key of what stands in the empty field. Not beside buttons.
    reply_to     the message of the same chat that it replies to, if that is still there
    """

    key: str
    values: Mapping[str, object] = field(default_factory=dict)
    buttons: Sequence[Button] = ()
    frame: Frame | None = None
    picture: str = ""
    locale: str | None = None
    force_reply: str | None = None
    reply_to: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Toast:
    """The answer to a press, over the chat; without a key it only ends the button's waiting.

    An `alert` stays until it is closed: for what must be read.
    """

    key: str | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    alert: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """The pressed keyboard shows only what was chosen."""

    button: Button


@dataclass(frozen=True, kw_only=True, slots=True)
class React:
    """A sign on the seller's own message: it was seen, and nothing needs to be said."""

    message_id: int
    emoji: str = "👌"


Reply = Say | Toast | Mark | React
