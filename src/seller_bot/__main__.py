"""`python -m seller_bot` is the command line."""

from seller_bot.cli import main

main()
