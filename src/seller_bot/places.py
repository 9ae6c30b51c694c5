"""Where the files lie that are no modules: beside the modules in an installed package, at its top in a checkout."""

from pathlib import Path

PACKAGE = Path(__file__).parent
CHECKOUT = PACKAGE.parents[1]


def locales_directory() -> Path:
    installed = PACKAGE / "locales"
    return installed if installed.is_dir() else CHECKOUT / "locales"
