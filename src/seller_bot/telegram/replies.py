"""The calls that answer a turn, in the language in which the seller wrote."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from seller_bot.conversation.turn import Button, Pressed, Reply, Say
from seller_bot.telegram.arrival import Arrival
from seller_bot.telegram.outbound import Call, calls

ABOUT_WORDS = frozenset({"answered", "doubted", "offered", "not_understood"})
"""The outcomes of turns in which the seller's own words counted."""

PICTURE_IN_SIGHT = frozenset({"not_text", "not_understood", "refused"})
"""The outcomes of turns that show the step right below itself.

Whoever comes to a step, or back to it, wants its picture: what was said in between has pushed it away. Here it is still
in sight, and would push away the hint.
"""


def replies_to(arrival: Arrival, query: tuple[str, int | None] | None) -> list[Call]:
    """The calls for the arrival's response; `query` is the id of a press, and of the message it was on."""
    assert arrival.response is not None
    replies, locale = _in_language_of(arrival)
    if arrival.response.outcome in PICTURE_IN_SIGHT:
        replies = [_without_picture(reply) for reply in replies]
    replies = [_with(arrival.came_of_it, reply) for reply in replies]
    return calls(replies, chat_id=arrival.seller.id, locale=locale, query=query)


def _without_picture(reply: Reply) -> Reply:
    return replace(reply, picture="") if isinstance(reply, Say) else reply


def _with(values: Mapping[str, object], reply: Reply) -> Reply:
    return replace(reply, values={**reply.values, **values}) if isinstance(reply, Say) and values else reply


def _in_language_of(arrival: Arrival) -> tuple[Sequence[Reply], str | None]:
    """Replies to words that are plainly in another language come in that one, with the offer to keep to it."""
    assert arrival.response is not None
    seller, replies, language = arrival.seller, arrival.response.replies, arrival.language
    # Whoever reads Chinese reads it in the characters that were chosen, whichever ones are written.
    stays = language is None or language.partition("_")[0] == (seller.locale or "").partition("_")[0]
    if stays or arrival.response.outcome not in ABOUT_WORDS:
        return replies, seller.locale
    switch = Pressed(flow="language", step="choose", choice=language)
    offer = Say(key="language.offer", buttons=(Button(label=f"language.choose.{language}", presses=switch),))
    return (*replies, offer), language
