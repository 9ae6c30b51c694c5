"""Puts the compiled catalogues of texts into the wheel."""

import tempfile
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """An editable install reads the catalogues where they lie; a wheel carries them compiled."""
        if version == "editable":
            return
        compiled = Path(tempfile.mkdtemp(prefix="seller-bot-catalogues-"))
        for po in sorted(Path(self.root, "locales").glob("*/LC_MESSAGES/*.po")):
            language = po.parts[-3]
            mo = compiled / f"{language}.mo"
            with po.open("rb") as source, mo.open("wb") as target:
                write_mo(target, read_po(source, locale=language))
            build_data["force_include"][str(mo)] = f"seller_bot/locales/{language}/LC_MESSAGES/{po.stem}.mo"
