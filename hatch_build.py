"""Puts the compiled catalogues of texts and the learnt phrases into the wheel; an editable install learns them, too."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class KnowledgeHook(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """A wheel carries catalogues and model ready to use; an editable install finds the model beside the phrases."""
        sys.path.insert(0, str(Path(self.root, "src")))
        from seller_bot import knowledge  # noqa: PLC0415  # It can be found only now.

        matcher = knowledge.matcher()
        if version == "editable":
            return
        compiled = Path(tempfile.mkdtemp(prefix="seller-bot-"))
        matcher.save(compiled / "intents.model")
        build_data["force_include"][str(compiled / "intents.model")] = "seller_bot/locales/intents.model"
        for po in sorted(Path(self.root, "locales").glob("*/LC_MESSAGES/*.po")):
            language = po.parts[-3]
            mo = compiled / f"{language}.mo"
            with po.open("rb") as source, mo.open("wb") as target:
                write_mo(target, read_po(source, locale=language))
            build_data["force_include"][str(mo)] = f"seller_bot/locales/{language}/LC_MESSAGES/{po.stem}.mo"
