"""The roles of the staff, as texts name them."""

from seller_bot.conversation.turn import Key

NAMES = {"owner": "staff.role_owner", "manager": "staff.role_manager", "support": "staff.role_support"}


def named(role: object) -> Key:
    return Key(key=NAMES[str(role)])
