"""Sellers who had blocked the bot and come back: they hear once that nothing was lost, and find the menu."""

from dataclasses import replace
from datetime import timedelta

from seller_bot.conversation.engine import Response, respond
from seller_bot.conversation.flow import START, Flows
from seller_bot.conversation.position import Position
from seller_bot.conversation.turn import Commanded, Frame, Pressed, Say
from seller_bot.telegram.arrival import Arrival

WELCOME = "repair.welcome_back"
RIGHT_AFTER = timedelta(seconds=30)
"""Telegram's button that unblocks a bot also sends /start, which was answered by then."""


def welcome(flows: Flows, arrival: Arrival) -> Response:
    """The menu, with the way back to the step at which the seller stands."""
    opened = respond(flows, arrival.standing.position, Pressed(flow=flows.home), arrival.known)
    said = [replace(reply, frame=Frame(key=WELCOME)) for reply in opened.replies if isinstance(reply, Say)]
    return Response(outcome="welcomed_back", position=_saying(opened.position, WELCOME), replies=tuple(said))


def comes_with_the_return(arrival: Arrival) -> bool:
    """Whether this is the /start that Telegram sends by itself after the bot was unblocked."""
    turn, standing = arrival.turn, arrival.standing
    is_bare = isinstance(turn, Commanded) and turn.name == START and not turn.argument
    was_welcomed = standing.position.heard.word == WELCOME
    return is_bare and was_welcomed and arrival.now - standing.moved_at < RIGHT_AFTER


def pass_over(arrival: Arrival) -> Response:
    return Response(outcome="back_already", position=_saying(arrival.standing.position, None), replies=())


def _saying(position: Position, word: str | None) -> Position:
    return replace(position, heard=replace(position.heard, word=word))
