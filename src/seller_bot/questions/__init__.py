"""What sellers ask in their own words: understood, kept for review, and never with a secret in it."""
