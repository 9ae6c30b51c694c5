"""What the server's own record says of the messages that it got: how often each reader has one, and how fast they came.

A message counts when its call comes in, whatever is answered: so Telegram counts, too.
"""

from collections import Counter
from collections.abc import Sequence

from seller_bot.demo.record import Call

SECOND = 1.0


def copies(calls: Sequence[Call], text: str) -> Counter[int]:
    """How often a message with this text stands in each chat."""
    sent = (call for call in calls if call.ok and call.params.get("text") == text)
    return Counter(int(call.params["chat_id"]) for call in sent)


def arrivals(calls: Sequence[Call], text: str | None = None) -> list[float]:
    """When messages came in, in seconds of `time.perf_counter`: all of them, or those with this text."""
    messages = (call for call in calls if call.method.startswith(("send", "copy")) and call.method != "sendChatAction")
    return sorted(call.came_at for call in messages if text in (None, call.params.get("text")))


def most_in_a_second(moments: Sequence[float]) -> int:
    """In any second, wherever it begins."""
    most = first = 0
    for last, moment in enumerate(moments):
        while moment - moments[first] >= SECOND:
            first += 1
        most = max(most, last - first + 1)
    return most


def a_second(moments: Sequence[float], since: float, until: float) -> float:
    """How many a second came between these two."""
    return sum(since <= moment < until for moment in moments) / (until - since)
