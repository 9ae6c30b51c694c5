"""The table of methods: a name, its declared parameters, and the function that answers."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from seller_bot.demo.parameters import Given, Parameter
from seller_bot.demo.world import World

Answer = Callable[[World, Given], Any]
AnswerLater = Callable[[World, Given], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Method:
    name: str
    parameters: tuple[Parameter, ...]
    answer: Answer | AnswerLater


METHODS: dict[str, Method] = {}
"""By the name in small letters: Telegram takes /sendmessage for /sendMessage."""


def method(name: str, *parameters: Parameter) -> Callable[[Answer | AnswerLater], Answer | AnswerLater]:
    """Declare the method; parameters are read, and refused, in this order."""

    def declare(answer: Answer | AnswerLater) -> Answer | AnswerLater:
        METHODS[name.lower()] = Method(name, parameters, answer)
        return answer

    return declare
