"""What an aside's button was about when it is pressed, in whichever message it stands by now."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from seller_bot.conversation.flow import Flows
from seller_bot.conversation.turn import Pressed
from seller_bot.deliveries.content import values_of
from seller_bot.deliveries.models import Delivery
from seller_bot.flows.status import STATUS
from seller_bot.flows.timeline import own_case
from seller_bot.telegram.arrival import Arrival


def known_of(session: Session, flows: Flows, pressed: Pressed, arrival: Arrival) -> Mapping[str, object]:
    """The own case that it names, or what the delivery said that brought it; nothing of anybody else's."""
    flow = flows.get(pressed.flow)
    if flow is None or not flow.aside or not pressed.visit:
        return {}
    if flow.id == STATUS.id:
        seller = arrival.seller
        return {"own_case": own_case(session, seller.id, seller.locale, pressed.visit, arrival.now)}
    delivery = session.get(Delivery, pressed.visit)
    return values_of(delivery.content) if delivery is not None and delivery.chat_id == arrival.seller.id else {}
