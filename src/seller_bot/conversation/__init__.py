"""The conversation engine: pure, it knows no Telegram, no SQL and no marketplace."""
