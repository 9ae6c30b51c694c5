"""Ozon ID: what it is, how it is linked, and what to do when it is the wrong one.

seller: what is Ozon ID?
bot:    answer.ozon_id_bind_info
bot:    ozon_id.ask_topic [link | unlink | number | wrong]
seller: [wrong]
bot:    ozon_id.wrong [wrong_ozon_id | menu]
"""

from seller_bot.conversation.flow import Flow
from seller_bot.conversation.step import Step

OZON_ID = Flow(
    "ozon_id",
    Step(
        "topic",
        ask="ozon_id.ask_topic",
        choices={"link": "link", "unlink": "unlink", "number": "number", "wrong": "wrong"},
    ),
    Step("link", ask="ozon_id.link", doors=("menu",)),
    Step("unlink", ask="ozon_id.unlink", doors=("wrong_ozon_id", "menu")),
    Step("number", ask="ozon_id.number", doors=("menu",)),
    Step("wrong", ask="ozon_id.wrong", doors=("wrong_ozon_id", "menu")),
    commands=("ozonid",),
)
