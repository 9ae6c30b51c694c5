"""Puts the compiled catalogues of texts and the learnt phrases into the wheel; an editable install learns them, too."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class KnowledgeHook(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """A wheel carries catalogues and model ready to use; an editable install finds the model beside the phrases."""
        matcher = self._matcher()
        if version == "editable":
            return
        self.made = TemporaryDirectory(prefix="seller-bot-")
        compiled = Path(self.made.name)
        matcher.save(compiled / "intents.model")
        build_data["force_include"][str(compiled / "intents.model")] = "seller_bot/locales/intents.model"
        for po in sorted(Path(self.root, "locales").glob("*/LC_MESSAGES/*.po")):
            language = po.parts[-3]
            mo = compiled / f"{language}.mo"
            with po.open("rb") as source, mo.open("wb") as target:
                write_mo(target, read_po(source, locale=language))
            build_data["force_include"][str(mo)] = f"seller_bot/locales/{language}/LC_MESSAGES/{po.stem}.mo"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if version != "editable":
            self.made.cleanup()

    def _matcher(self) -> Any:
        source = str(Path(self.root, "src"))
        sys.path.insert(0, source)
        try:
            from seller_bot import knowledge  # noqa: PLC0415  # It can be found only now.

            return knowledge.matcher()
        finally:
            sys.path.remove(source)
