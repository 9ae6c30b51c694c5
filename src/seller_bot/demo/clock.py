"""The server's time: the machine's, moved by as much as a test or a visitor likes."""

import time


class Clock:
    def __init__(self) -> None:
        self.advanced = 0.0

    def time(self) -> float:
        """Seconds since 1970, as Telegram counts dates."""
        return time.time() + self.advanced

    def now(self) -> int:
        return int(self.time())

    def advance(self, seconds: float) -> None:
        self.advanced += seconds
