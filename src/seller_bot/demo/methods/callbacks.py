"""answerCallbackQuery: what the person who pressed a button sees at once."""

from seller_bot.demo.errors import bad_request
from seller_bot.demo.methods.registry import method
from seller_bot.demo.parameters import Given, Parameter, boolean, integer, string
from seller_bot.demo.world import World

LONGEST_ANSWER = 200


@method(
    "answerCallbackQuery",
    Parameter("callback_query_id", string, default=""),
    Parameter("text", string, default=""),
    Parameter("show_alert", boolean, default=False),
    Parameter("url", string, default=""),
    Parameter("cache_time", integer, default=0),
)
def answer_callback_query(world: World, given: Given) -> bool:
    if len(given["text"]) > LONGEST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    if given["url"] and not opens_here(given["url"], world.bot.username or ""):
        raise bad_request("URL_INVALID")
    answer = {"text": given["text"], "show_alert": given["show_alert"], "url": given["url"]}
    world.presses.answer(given["callback_query_id"], answer)
    return True


def opens_here(url: str, username: str) -> bool:
    """Without a game, an answer may open nothing but the bot itself, with a start parameter."""
    return url.lower().startswith((f"https://t.me/{username}?start=", f"t.me/{username}?start=".lower()))
