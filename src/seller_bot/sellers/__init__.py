"""The people the bot talks to."""
