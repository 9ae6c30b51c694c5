"""`seller-bot flows`: every guided conversation as a diagram."""

from pathlib import Path

import click

from seller_bot import drawing
from seller_bot.flows import FLOWS
from seller_bot.texts import LOCALES, texts


@click.command
@click.argument("names", nargs=-1, metavar="[FLOW]...", type=click.Choice([*FLOWS]))
@click.option("--lang", type=click.Choice(LOCALES), default="en", show_default=True, help="The buttons' language.")
@click.option("--svg", "form", flag_value="svg", help="Write SVG files instead of printing Mermaid.")
@click.option("--png", "form", flag_value="png", help="Write PNG files instead of printing Mermaid.")
@click.option(
    "--to",
    "directory",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("flows"),
    show_default=True,
    help="The folder for the files.",
)
def command(names: tuple[str, ...], lang: str, form: str | None, directory: Path) -> None:
    """Draw the named flows, or all, from the tables that run them."""
    for name in names or FLOWS:
        flow = FLOWS[name]
        if form is None:
            click.echo(f"%% {name}\n{drawing.mermaid(flow, texts(lang))}")
        else:
            click.echo(drawing.picture(flow, texts(lang), directory, form))
