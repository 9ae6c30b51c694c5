"""Times without Telegram: waited out with growing pauses, and told in the log once, not at every attempt."""

import asyncio
import time

import structlog
from telegram.error import Conflict, RetryAfter, TelegramError

from seller_bot.telegram.attempt import seconds_to_wait
from seller_bot.telegram.undelivered import brief

log = structlog.stdlib.get_logger()

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
TOLD_AGAIN_AFTER = 300.0
"""Seconds; a connection that comes and goes would otherwise fill the log."""

OTHER_POLLER = "another process polls with this token: stop it, or give it a token of its own"
WEBHOOK = "a webhook is set for this bot: stop the program that set it, or remove it with deleteWebhook"


class Outage:
    """What keeps the bot from Telegram, as long as it lasts."""

    def __init__(self, first_pause: float = FIRST_PAUSE) -> None:
        self._first_pause = self._pause = first_pause
        self._began: float | None = None
        self._was_told = False
        self._told: dict[str, float] = {}

    async def wait_out(self, error: TelegramError) -> None:
        """Wait before the next attempt, each time a little longer; Telegram itself may say for how long."""
        now = time.monotonic()
        self._began = self._began or now
        self._tell(error, now)
        if isinstance(error, RetryAfter):
            await asyncio.sleep(seconds_to_wait(error))
            return
        await asyncio.sleep(self._pause)
        self._pause = min(self._pause * 2, LONGEST_PAUSE)

    def over(self) -> None:
        """Telegram has answered."""
        if self._began is not None and self._was_told:
            log.info("telegram_answers_again", after_seconds=round(time.monotonic() - self._began))
        self._pause, self._began, self._was_told = self._first_pause, None, False

    def _tell(self, error: TelegramError, now: float) -> None:
        reason = _reason(error)
        self._told = {told: when for told, when in self._told.items() if now - when < TOLD_AGAIN_AFTER}
        if reason in self._told:
            return
        self._told[reason] = now
        self._was_told = True
        hint = {"hint": WEBHOOK if "webhook" in reason.lower() else OTHER_POLLER} if isinstance(error, Conflict) else {}
        log.warning("waiting_for_telegram", reason=reason, **hint)


def _reason(error: TelegramError) -> str:
    if isinstance(error, RetryAfter):
        return "Telegram asks for a pause"
    return brief(error)
