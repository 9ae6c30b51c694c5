"""Ozon ID: what it is, how it is linked, and what to do when it is the wrong one.

seller: what is Ozon ID?
bot:    answer.ozon_id_bind_info
bot:    ozon_id.ask_topic [what | link | stores | number | unlink | wrong]
seller: [wrong]
bot:    ozon_id.wrong [wrong_ozon_id | menu]
"""

from seller_bot.conversation.flow import Flow
from seller_bot.conversation.step import Step

TOPICS = ("what", "link", "stores", "number", "unlink", "wrong")

WRONG = Step("wrong", ask="ozon_id.wrong", doors=("wrong_ozon_id", "menu"))

OZON_ID = Flow(
    "ozon_id",
    Step("topic", ask="ozon_id.ask_topic", choices={topic: topic for topic in TOPICS}),
    Step("what", ask="answer.ozon_id_bind_info", doors=("ozon_id", "menu")),
    Step("link", ask="ozon_id.link", picture="ozon_id_profile", doors=("code_trouble", "ozon_id", "menu")),
    Step("stores", ask="ozon_id.stores", doors=("ozon_id", "contact", "menu")),
    Step("number", ask="ozon_id.number", picture="ozon_id_number", doors=("code_trouble", "contact", "menu")),
    Step("unlink", ask="ozon_id.unlink", doors=("wrong_ozon_id", "menu")),
    WRONG,
    commands=("ozonid",),
)

ID_TROUBLE = Flow("id_trouble", WRONG, aside=True)
"""What is said of a wrong Ozon ID, for those who come for it straight."""
