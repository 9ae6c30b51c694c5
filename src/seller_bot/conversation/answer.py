"""The answer to a question that was asked in free words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What is said first, and where it leads.

    say        key of the text
    opens      the flow that begins right after it
    doors      flows that it offers to open
    is_chat    small talk: no other meaning is offered beside it
    """

    say: str
    opens: str | None = None
    doors: Sequence[str] = ()
    is_chat: bool = False

    @property
    def is_courtesy(self) -> bool:
        """Small talk that begins nothing: a greeting, thanks. Beside a question it asks for no answer of its own."""
        return self.is_chat and self.opens is None

    @property
    def flows(self) -> Iterator[str]:
        """The flows that it names."""
        yield from self.doors
        if self.opens is not None:
            yield self.opens
