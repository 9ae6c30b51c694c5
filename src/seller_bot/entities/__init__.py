"""Formatted text: a string and its entities, parsed, found and cleaned as Telegram does it."""
