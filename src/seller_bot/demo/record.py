"""The record of all calls: what the bot asked for and what it was told."""

from dataclasses import dataclass
from typing import Any

KEPT = 100_000


@dataclass(frozen=True, slots=True)
class Call:
    n: int
    method: str
    params: dict[str, Any]
    ok: bool
    error_code: int | None
    description: str | None
    seconds: float
    result: Any = None
    fault: str | None = None
    """The kind of the fault that it met."""
    came_at: float = 0.0
    """Seconds of `time.perf_counter` at which it began."""

    def event(self) -> dict[str, Any]:
        return {
            "n": self.n,
            "method": self.method,
            "params": self.params,
            "ok": self.ok,
            "error_code": self.error_code,
            "description": self.description,
            "milliseconds": round(self.seconds * 1000, 2),
            "fault": self.fault,
        }


@dataclass(frozen=True, slots=True)
class Violation:
    """Something that Telegram lets pass in silence and that is a mistake nevertheless."""

    n: int
    method: str
    what: str

    def __str__(self) -> str:
        return f"call {self.n}, {self.method}: {self.what}"


class Record:
    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.violations: list[Violation] = []
        self.count = 0

    def next_number(self) -> int:
        self.count += 1
        return self.count

    def add(self, call: Call, violations: list[str]) -> None:
        self.calls.append(call)
        if len(self.calls) > 2 * KEPT:
            del self.calls[:KEPT]
        self.violations.extend(Violation(call.n, call.method, what) for what in violations)
