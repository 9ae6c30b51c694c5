"""All registration on one screen: which handler takes which turn, the first that wants it.

group 0   membership                 the seller stops or starts the bot
group 1   ReturnHandler              the /start that Telegram sends with a return
          one FlowHandler a flow     its entry points, its states, its fallbacks
          RepairHandler              what no flow takes
"""

from typing import Any

from telegram.ext import Application, BaseHandler, CallbackContext

from seller_bot.conversation import repair
from seller_bot.conversation.engine import Response, respond
from seller_bot.conversation.flow import Flow, Flows
from seller_bot.conversation.turn import RESUME, Commanded, Pressed, Turn
from seller_bot.telegram import returning
from seller_bot.telegram.arrival import Arrival
from seller_bot.telegram.inbound import Edited, Membership

BotApplication = Application[Any, Any, Any, Any, Any, Any]
Context = CallbackContext[Any, Any, Any, Any]


def register(application: BotApplication, flows: Flows) -> None:
    application.add_handler(MembershipHandler(flows), group=0)
    application.add_handler(ReturnHandler(), group=1)
    for flow in flows.values():
        application.add_handler(FlowHandler(flow, flows), group=1)
    application.add_handler(RepairHandler(flows), group=1)
    application.add_error_handler(keep_error)


class MembershipHandler(BaseHandler[Arrival, Context, None]):
    """Who blocks the bot is remembered; who comes back is welcomed."""

    def __init__(self, flows: Flows) -> None:
        super().__init__(self.remember)
        self.flows = flows

    def check_update(self, update: object) -> bool:
        return isinstance(update, Arrival) and isinstance(update.turn, Membership)

    async def remember(self, arrival: Arrival, context: Context) -> None:
        if isinstance(arrival.turn, Membership) and arrival.turn.blocked:
            arrival.seller.block(arrival.now)
        elif arrival.seller.has_blocked:
            arrival.seller.unblock()
            arrival.response = returning.welcome(self.flows, arrival)


class ReturnHandler(BaseHandler[Arrival, Context, None]):
    """Who comes back is welcomed once, though two updates tell of it."""

    def __init__(self) -> None:
        super().__init__(self.pass_over)

    def check_update(self, update: object) -> bool:
        return isinstance(update, Arrival) and returning.comes_with_the_return(update)

    async def pass_over(self, arrival: Arrival, context: Context) -> None:
        arrival.response = returning.pass_over(arrival)


class FlowHandler(BaseHandler[Arrival, Context, None]):
    """A flow as python-telegram-bot's conversation handlers are shaped; only that the position is a row.

    entry_points  its commands and links, and the doors that open it
    states        its steps: whatever is said or sent by a seller who stands at one, and presses on its buttons
    fallbacks     back and cancel, for a seller who stands in it
    """

    def __init__(self, flow: Flow, flows: Flows) -> None:
        super().__init__(self.respond)
        self.flow = flow
        self.flows = flows
        self.states = flow.steps
        self.fallbacks = frozenset(repair.COMMANDS)

    def check_update(self, update: object) -> bool:
        if not isinstance(update, Arrival) or isinstance(update.turn, Membership | Edited):
            return False
        return self.takes(update, update.turn)

    def takes(self, arrival: Arrival, turn: Turn) -> bool:
        flows = self.flows.open_to(arrival.known.get("role"))
        stands_here = flows.get(arrival.standing.flow or "") is self.flow
        match turn:
            case Commanded(name=name):
                return flows.opened_by(turn) is self.flow or (stands_here and name in self.fallbacks)
            case Pressed(flow=flow):
                return flows.get(flow) is self.flow or (stands_here and flow == RESUME)
            case _:
                return stands_here

    async def respond(self, arrival: Arrival, context: Context) -> None:
        arrival.response = answer(self.flows, arrival)


class RepairHandler(BaseHandler[Arrival, Context, None]):
    """What no flow takes: unknown commands, forged buttons, words of a seller who stands nowhere."""

    def __init__(self, flows: Flows) -> None:
        super().__init__(self.respond)
        self.flows = flows

    def check_update(self, update: object) -> bool:
        return isinstance(update, Arrival) and not isinstance(update.turn, Membership | Edited)

    async def respond(self, arrival: Arrival, context: Context) -> None:
        arrival.response = answer(self.flows, arrival)


def answer(flows: Flows, arrival: Arrival) -> Response:
    assert not isinstance(arrival.turn, Membership | Edited)
    return respond(flows, arrival.standing.position, arrival.turn, arrival.known)


async def keep_error(arrival: object, context: Context) -> None:
    """python-telegram-bot swallows what a handler raises; the turn has to know."""
    if isinstance(arrival, Arrival) and context.error is not None:
        arrival.error = context.error
