"""The drawings as files: small enough for a phone, with every name whole, in letters that the font has."""

import io
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from seller_bot import catalogues
from seller_bot.cli import main
from seller_bot.flows import FLOWS
from seller_bot.pictures import drawn
from seller_bot.pictures.account import MARGIN, WIDTH
from seller_bot.pictures.canvas import fitted
from seller_bot.pictures.drawings import DRAWINGS
from seller_bot.texts import LOCALES, Texts

UI = [key for key in catalogues.keys(catalogues.read("en")) if key.startswith("ui.")]
STEPS = [step for flow in FLOWS.values() for step in flow.steps.values()]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_is_small_and_nothing_runs_out_of_its_card(name: str, locale: str) -> None:
    content = drawn(name, locale)
    assert len(content) < 100_000
    picture = Image.open(io.BytesIO(content)).convert("L")
    assert picture.width == WIDTH
    assert picture.height <= WIDTH, "it would leave no room for the text on a phone's screen"
    beside = picture.crop((WIDTH - MARGIN - 16, 0, WIDTH, picture.height))
    below = picture.crop((0, picture.height - MARGIN - 8, WIDTH, picture.height))
    darkest = min(min(edge.tobytes()) for edge in (beside, below))
    assert darkest > 150, "something lies on the edge"


@pytest.mark.parametrize("locale", LOCALES)
def test_the_font_has_every_letter_of_every_name(locale: str) -> None:
    names = [Texts(locale).plain(key) for key in UI]
    assert [name for name in names if fitted(name, 16, 10_000) != name] == []


def test_every_drawing_belongs_to_a_step_and_every_picture_is_drawn() -> None:
    assert {step.picture for step in STEPS if step.picture} == {*DRAWINGS}


def test_the_same_names_give_the_same_file() -> None:
    """By its digest a file is known to be the one that was uploaded."""
    assert drawn("employees", "ru") == drawn("employees", "ru")
    assert len({drawn("employees", locale) for locale in LOCALES}) == len(LOCALES)


def test_they_can_be_written_as_files_to_look_at(tmp_path: Path) -> None:
    written = CliRunner().invoke(main, ["pictures", "api_keys", "--lang", "ru", "--to", str(tmp_path / "new")])
    assert written.exit_code == 0, written.output
    assert [file.name for file in (tmp_path / "new").iterdir()] == ["api_keys.ru.png"]
    assert (tmp_path / "new" / "api_keys.ru.png").read_bytes() == drawn("api_keys", "ru")
