"""The methods of the Bot API; importing them declares them."""

from seller_bot.demo.methods import (
    callbacks,
    chats,
    commands,
    copying,
    editing,
    forums,
    media,
    messages,
    pins,
    profiles,
    reactions,
    receiving,
)
from seller_bot.demo.methods.registry import METHODS, Method

__all__ = [
    "METHODS",
    "Method",
    "callbacks",
    "chats",
    "commands",
    "copying",
    "editing",
    "forums",
    "media",
    "messages",
    "pins",
    "profiles",
    "reactions",
    "receiving",
]
