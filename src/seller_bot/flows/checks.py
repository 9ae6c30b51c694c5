"""Troubles with letters, codes and signing in: one check at a time, until one helps or a person has to.

seller: the code doesn't come
bot:    answer.code_not_received
bot:    code_trouble.number [helped | next]
seller: [next]
bot:    code_trouble.call [helped | next]
seller: [helped]
bot:    checks.solved
"""

from collections.abc import Sequence
from itertools import pairwise

from seller_bot.conversation.flow import Flow
from seller_bot.conversation.step import Given, Step
from seller_bot.questions.effects import RecordHelped


def helped(given: Given) -> Sequence[object]:
    return (RecordHelped(helped=True),)


def did_not_help(given: Given) -> Sequence[object]:
    return (RecordHelped(helped=False),)


def checks(flow: str, *names: str, doors: Sequence[str] = ("contact", "menu")) -> Flow:
    """A list of checks, the likeliest first; each has a text `<flow>.<name>`. `doors` lead on where none helped."""
    return Flow(
        flow,
        *(
            Step(
                name, ask=f"{flow}.{name}", labels="checks.did_it_help", choices={"helped": "solved", "next": following}
            )
            for name, following in pairwise((*names, "person"))
        ),
        Step("solved", ask="checks.solved", act=helped, doors=("menu",)),
        Step("person", ask="checks.person", act=did_not_help, doors=doors),
    )


LINK_TROUBLE = checks("link_trouble", "spam", "address", "expired", "contacts", "company_mail", "domain")
LOGIN_TROUBLE = checks(
    "login_trouble", "refresh", "cache", "browser", "new_device", "unused", doors=("remove_account", "contact", "menu")
)
CODE_TROUBLE = checks("code_trouble", "number", "call", "sms", "pause", "foreign_sms")
