"""Sellers who had blocked the bot and come back: they hear once that nothing was lost, and find the menu."""

from dataclasses import replace
from datetime import timedelta

from seller_bot.conversation.engine import Response, respond
from seller_bot.conversation.flow import START, Flows
from seller_bot.conversation.position import Position
from seller_bot.conversation.turn import Commanded, Frame, Pressed, Say
from seller_bot.telegram.arrival import Arrival

WELCOME = "repair.welcome_back"
AT_ONCE = timedelta(seconds=3)
"""Telegram's button that unblocks a bot also sends /start; by Telegram's dates, however late the two arrive here. What
comes after that was typed.
"""


def welcome(flows: Flows, arrival: Arrival) -> Response:
    """The menu, with the way back to the step at which the seller stands."""
    opened = respond(flows, arrival.standing.position, Pressed(flow=flows.home), arrival.known)
    said = [replace(reply, frame=Frame(key=WELCOME)) for reply in opened.replies if isinstance(reply, Say)]
    position = _saying(opened.position, _word(_date(arrival)))
    return Response(outcome="welcomed_back", position=position, replies=tuple(said))


def comes_with_the_return(arrival: Arrival) -> bool:
    """Whether this is the /start that Telegram sends by itself after the bot was unblocked."""
    turn, word = arrival.turn, arrival.standing.position.heard.word or ""
    is_bare = isinstance(turn, Commanded) and turn.name == START and not turn.argument
    key, _, moment = word.partition(" ")
    return is_bare and key == WELCOME and abs(_date(arrival) - int(moment or 0)) <= AT_ONCE.total_seconds()


def pass_over(arrival: Arrival) -> Response:
    return Response(outcome="back_already", position=_saying(arrival.standing.position, None), replies=())


def _word(moment: int) -> str:
    """What is remembered of the welcome: its key, and when the seller came back."""
    return f"{WELCOME} {moment}"


def _date(arrival: Arrival) -> int:
    """When Telegram heard of it, in seconds since 1970."""
    told = arrival.update.my_chat_member or arrival.update.message
    return int(told.date.timestamp()) if told is not None else 0


def _saying(position: Position, word: str | None) -> Position:
    return replace(position, heard=replace(position.heard, word=word))
