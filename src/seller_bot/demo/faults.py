"""Trouble on demand: refusals, slowness, broken connections, updates that come twice."""

import http.client
from dataclasses import dataclass, replace
from typing import Any

from seller_bot.demo.errors import Refused, too_many_requests
from seller_bot.demo.updates import Updates

Json = dict[str, Any]
KINDS = ("refuse", "slow", "cut_before", "cut_after", "duplicate_updates")
POLLING = "getUpdates"
SHAPE = "A fault has a kind, and perhaps a method, times, error_code, retry_after and seconds."
MOST = 1000
LONGEST_SECONDS = 3600


class Cut(Exception):
    """The connection ends here, without an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    kind: str
    method: str = ""
    """Empty for every method but getUpdates, which has to be named."""
    times: int = 1
    chat_id: int | None = None
    error_code: int = 0
    description: str = ""
    retry_after: int = 0
    seconds: float = 0

    def concerns(self, method: str, chat_id: str) -> bool:
        if self.chat_id is not None and str(self.chat_id) != chat_id:
            return False
        return method.lower() == self.method.lower() if self.method else method != POLLING

    def refusal(self) -> Refused:
        if self.error_code == 429:
            return too_many_requests(self.retry_after or 1)
        return Refused(self.error_code, self.description or http.client.responses.get(self.error_code, "Error"))

    def json(self) -> Json:
        names = ("kind", "method", "times", "chat_id", "error_code", "description", "retry_after", "seconds")
        return {name: getattr(self, name) for name in names if getattr(self, name) not in (None, "", 0)}


class Faults:
    def __init__(self, updates: Updates) -> None:
        self.updates = updates
        self.waiting: list[Fault] = []

    def refuses(self, error_code: int, method: str = "", times: int = 1, **more: Any) -> None:
        """The next `times` calls are answered with this error; with 429 `retry_after` says for how many seconds."""
        self.add(Fault(kind="refuse", error_code=error_code, method=method, times=times, **more))

    def slows(self, seconds: float, method: str = "", times: int = 1, **more: Any) -> None:
        """The next `times` calls take effect only after so many real seconds."""
        self.add(Fault(kind="slow", seconds=seconds, method=method, times=times, **more))

    def cuts_before(self, method: str = "", times: int = 1, **more: Any) -> None:
        """The connection breaks before the call takes effect."""
        self.add(Fault(kind="cut_before", method=method, times=times, **more))

    def cuts_after(self, method: str = "", times: int = 1, **more: Any) -> None:
        """The connection breaks when the call has taken effect: the bot can't know. `seconds` of silence may come
        before that.
        """
        self.add(Fault(kind="cut_after", method=method, times=times, **more))

    def duplicates_updates(self, times: int = 1) -> None:
        """The next confirmed updates come once more."""
        self.add(Fault(kind="duplicate_updates", times=times))

    def add(self, fault: Fault) -> None:
        if fault.times < 1:
            return
        if fault.kind == "duplicate_updates":
            self.updates.repeated += fault.times
        else:
            self.waiting.append(fault)

    def clear(self) -> None:
        self.waiting.clear()
        self.updates.repeated = 0

    def take(self, method: str, chat_id: str) -> Fault | None:
        """The fault that this call meets, counted down."""
        for index, fault in enumerate(self.waiting):
            if fault.concerns(method, chat_id):
                if fault.times > 1:
                    self.waiting[index] = replace(fault, times=fault.times - 1)
                else:
                    del self.waiting[index]
                return fault
        return None

    def json(self) -> list[Json]:
        repeated = self.updates.repeated
        again = [{"kind": "duplicate_updates", "times": repeated}] if repeated else []
        return [*(fault.json() for fault in self.waiting), *again]


def asked_fault(given: Json) -> Fault:
    """The fault that a page's JSON describes; a ValueError whose message is a sentence for whoever wrote it."""
    try:
        found = Fault(**given)
    except TypeError:
        raise ValueError(SHAPE) from None
    if found.kind not in KINDS:
        raise ValueError(f"A fault is one of {', '.join(KINDS)}.")
    if not is_count(found.error_code, 400 if found.kind == "refuse" else 0, 599):
        raise ValueError("A refusal has an error_code from 400 to 599.")
    if not all(isinstance(value, str) for value in (found.method, found.description)):
        raise ValueError("A fault's method and description are texts.")
    if not is_count(found.times, 1, MOST) or not is_count(found.retry_after, 0, LONGEST_SECONDS):
        raise ValueError(f"A fault happens 1 to {MOST} times; retry_after is at most {LONGEST_SECONDS} seconds.")
    if found.chat_id is not None and not is_count(found.chat_id, -(2**63), 2**63):
        raise ValueError("A fault's chat_id is a number.")
    if (
        isinstance(found.seconds, bool)
        or not isinstance(found.seconds, int | float)
        or not 0 <= found.seconds <= LONGEST_SECONDS
    ):
        raise ValueError(f"A fault slows a call by 0 to {LONGEST_SECONDS} seconds.")
    return found


def is_count(value: Any, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
