"""What an aside is about when it is opened, or a button of it is pressed, in whichever message that stands by now."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from seller_bot.conversation.flow import Flows
from seller_bot.conversation.turn import Commanded, Pressed
from seller_bot.deliveries.content import values_of
from seller_bot.deliveries.models import Delivery
from seller_bot.flows.notices import NOTICES
from seller_bot.flows.status import STATUS
from seller_bot.flows.timeline import own_case
from seller_bot.notices.queries import opted_out
from seller_bot.telegram.arrival import Arrival


def known_of(session: Session, flows: Flows, turn: Pressed | Commanded, arrival: Arrival) -> Mapping[str, object]:
    """The switches of whoever opens them; the own case that a button names, or what the delivery said that brought it;
    nothing of anybody else's.
    """
    flow = flows.get(turn.flow) if isinstance(turn, Pressed) else flows.opened_by(turn)
    if flow is not None and flow.id == NOTICES.id:
        return {"opted_out": opted_out(session, arrival.seller.id)}
    if flow is None or not flow.aside or not isinstance(turn, Pressed) or not turn.visit:
        return {}
    if flow.id == STATUS.id:
        seller = arrival.seller
        return {"own_case": own_case(session, seller.id, seller.locale, turn.visit, arrival.now)}
    delivery = session.get(Delivery, turn.visit)
    return values_of(delivery.content) if delivery is not None and delivery.chat_id == arrival.seller.id else {}
