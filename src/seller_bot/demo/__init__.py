"""A Bot API server on this machine, as strict as Telegram, and a chat page on it: for the demo and for every test."""
