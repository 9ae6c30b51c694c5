"""A notice's card, whatever the notice has come to."""

from seller_bot.notices.cards import card_in, cards, refresh, release
from seller_bot.notices.models import Notice
from seller_bot.telegram.keyboards import rows_markup
from seller_bot.telegram.newsroom import drafting
from seller_bot.telegram.newsroom.drafting import Rows
from seller_bot.telegram.newsroom.editing import Editing
from seller_bot.telegram.outbound import Call


def show(editing: Editing, notice: Notice) -> list[Call]:
    """The message that was pressed is the notice's card in this chat from now on.

    Of a notice that is on its way it is changed by the ledger alone: a call of this turn could come after a newer one.
    """
    release(editing.session, editing.chat_id, editing.message_id, notice.id)
    shown = card_in(editing.session, notice.id, editing.chat_id)
    shown.message_id = editing.message_id
    if notice.batch_id is not None:
        refresh(editing.session, [shown], editing.now)
        return []
    return screen(editing, *drafting.card(editing.session, notice, editing.person_id, editing.wording, editing.now))


def screen(editing: Editing, html: str, rows: Rows) -> list[Call]:
    """The message that was pressed shows this for the moment."""
    return editing.turn_into(html, rows_markup(rows, editing.wording.texts))


def tell_others(editing: Editing, notice: Notice) -> None:
    """Whoever else looks at the notice is to see how it stands."""
    others = [one for one in cards(editing.session, notice.id) if one.chat_id != editing.chat_id]
    refresh(editing.session, others, editing.now)
