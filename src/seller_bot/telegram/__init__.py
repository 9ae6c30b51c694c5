"""The adapter to Telegram: the only package that knows python-telegram-bot."""

import os

# python-telegram-bot gives waiting times as timedelta only to those who ask for it, and warns all others.
os.environ["PTB_TIMEDELTA"] = "true"
