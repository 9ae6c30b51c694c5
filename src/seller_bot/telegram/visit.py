"""Somebody at the desk of cases."""

from dataclasses import dataclass

from seller_bot.escalations import queries
from seller_bot.escalations.desk import Desk
from seller_bot.escalations.models import Case, CaseState
from seller_bot.telegram.act import Act


@dataclass(frozen=True, kw_only=True, slots=True)
class Visit(Act):
    """One act of one person who decides cases."""

    desk: Desk

    def card_message(self, case: Case) -> int | None:
        """The message of the case's card in this chat."""
        card = queries.card_in(self.session, case.id, self.chat_id)
        return card.message_id if card is not None else None

    def what_stands_in_the_way(self, case: Case) -> tuple[str, dict[str, object]] | None:
        """Who was faster with the case, and when; None where it is open, and free for this person."""
        if case.state == CaseState.CANCELLED:
            return "already_cancelled", {"at": case.ended_at}
        if not case.is_open:
            return "already_decided", {"name": self.name(case.decided_by), "at": case.ended_at}
        if case.taken_by not in (None, self.person_id):
            return "already_taken", {"name": self.name(case.taken_by), "since": case.taken_at}
        return None
