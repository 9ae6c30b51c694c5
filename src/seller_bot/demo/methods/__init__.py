"""The methods of the Bot API; importing them declares them."""

from seller_bot.demo.methods import (
    callbacks,
    chats,
    copying,
    editing,
    forums,
    media,
    messages,
    profiles,
    receiving,
)
from seller_bot.demo.methods.registry import METHODS, Method

__all__ = [
    "METHODS",
    "Method",
    "callbacks",
    "chats",
    "copying",
    "editing",
    "forums",
    "media",
    "messages",
    "profiles",
    "receiving",
]
