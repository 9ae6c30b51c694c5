"""The chat page of the demo, in a real browser, over the real server; the bot is played by calls of the Bot API."""
