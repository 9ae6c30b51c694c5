"""`seller-bot pictures`: the drawings of where to click, as files to look at."""

from pathlib import Path

import click

from seller_bot.pictures import drawn
from seller_bot.pictures.drawings import DRAWINGS
from seller_bot.texts import LOCALES


@click.command
@click.argument("names", nargs=-1, metavar="[PICTURE]...", type=click.Choice([*DRAWINGS]))
@click.option("--lang", type=click.Choice(LOCALES), help="Only this language.")
@click.option(
    "--to",
    "directory",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("pictures"),
    show_default=True,
    help="The folder for the files.",
)
def command(names: tuple[str, ...], lang: str | None, directory: Path) -> None:
    """Write the named drawings, or all, as sellers get them."""
    directory.mkdir(parents=True, exist_ok=True)
    for name in names or DRAWINGS:
        for locale in [lang] if lang else LOCALES:
            file = directory / f"{name}.{locale}.png"
            file.write_bytes(drawn(name, locale))
            click.echo(file)
