"""The adapter to Telegram: the only package that knows python-telegram-bot."""
