"""`seller-bot ask`: what the matcher makes of a message, and why."""

import sys

import click

from seller_bot import knowledge
from seller_bot.errors import OperatorError
from seller_bot.intents.explain import explained
from seller_bot.intents.lines import UnreadableLine, matched_line
from seller_bot.texts import LANGUAGES


@click.command
@click.argument("words", nargs=-1)
@click.option("--lang", type=click.Choice(LANGUAGES), help="The seller's language; it decides where the text doesn't.")
@click.option("--jsonl", is_flag=True, help="Read one JSON object a line (text, lang) from standard input, write one.")
def command(words: tuple[str, ...], lang: str | None, jsonl: bool) -> None:
    """Explain how a message is understood: its reading, the likeliest intents, the decision."""
    if jsonl and (words or lang):
        raise click.UsageError("With --jsonl every line brings its own text and lang; leave words and --lang out.")
    if jsonl:
        _convert()
    elif words:
        text = " ".join(words)
        click.echo(explained(text, knowledge.matcher().match(text, lang)))
    else:
        raise OperatorError("Say what to ask, like: seller-bot ask “не приходит код”; or give --jsonl and lines.")


def _convert() -> None:
    matcher = knowledge.matcher()
    for number, line in enumerate(sys.stdin, start=1):
        try:
            if line.strip():
                click.echo(matched_line(matcher, line))
        except UnreadableLine as error:
            raise OperatorError(f'Line {number} is no JSON object with a "text", like {{"text": "…"}}.') from error
