"""How the bot presents itself: names, descriptions and commands per language, menu buttons per chat."""

from collections.abc import Iterable
from typing import Any

from seller_bot.demo.chats import Chat

Json = dict[str, Any]
Scope = tuple[str, int, int]
"""Type, chat, user; 0 where the type names none."""

SCOPES = {
    "default": False,
    "all_private_chats": False,
    "all_group_chats": False,
    "all_chat_administrators": False,
    "chat": True,
    "chat_administrators": True,
    "chat_member": True,
}
"""Whether a scope of this type names a chat."""
DEFAULT: Scope = ("default", 0, 0)
ALL_PRIVATE: Scope = ("all_private_chats", 0, 0)


class Profile:
    def __init__(self, name: str) -> None:
        self.names: dict[str, str] = {"": name}
        self.descriptions: dict[str, str] = {}
        self.short_descriptions: dict[str, str] = {}
        self.commands: dict[tuple[Scope, str], list[Json]] = {}
        self.menu_buttons: dict[int, Json] = {}
        """By private chat; 0 is for all the others."""

    def menu_button(self, chat_id: int) -> Json:
        return self.menu_buttons.get(chat_id) or self.menu_buttons.get(0) or {"type": "commands"}

    def shown_commands(self, person_id: int, language_code: str | None) -> list[Json]:
        """What a person's client offers in the private chat: the narrowest scope, its language before no language."""
        return self.narrowest((("chat", person_id, 0), ALL_PRIVATE, DEFAULT), language_code)

    def group_commands(self, chat: Chat, person_id: int, language_code: str | None) -> list[Json]:
        """What a person's client offers in a group; administrators have scopes of their own."""
        here: list[Scope] = [("chat", chat.id, 0), ("all_group_chats", 0, 0), DEFAULT]
        if chat.is_administrator(person_id):
            here[1:1] = [("all_chat_administrators", 0, 0)]
            here[:0] = [("chat_administrators", chat.id, 0)]
        return self.narrowest([("chat_member", chat.id, person_id), *here], language_code)

    def narrowest(self, scopes: Iterable[Scope], language_code: str | None) -> list[Json]:
        language = (language_code or "").partition("-")[0].lower()
        for scope in scopes:
            for code in dict.fromkeys((language, "")):
                if found := self.commands.get((scope, code)):
                    return found
        return []


def in_language(texts: dict[str, str], language_code: str | None) -> str:
    return texts.get((language_code or "").partition("-")[0].lower()) or texts.get("", "")
