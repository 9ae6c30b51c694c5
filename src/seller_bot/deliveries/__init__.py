"""What the bot will say on its own initiative."""
