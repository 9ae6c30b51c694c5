"""Conversations as people read them, kept in files."""

import os
from html import unescape
from pathlib import Path

from tests.support.transcript import Exchange

TRANSCRIPTS = Path(__file__).parents[1] / "conversations" / "transcripts"


def compare(file: Path, text: str) -> None:
    """Whether the file says that; where it is asked for, the file is written anew."""
    if os.environ.get("SELLER_BOT_WRITE_TRANSCRIPTS"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == text


def written(exchange: Exchange, *, who: str = "Li", heard_only: bool = False) -> str:
    """What somebody said or pressed, and what the bot answered."""
    said = [f"\n{who}: {'…' if heard_only else exchange.seller}"]
    said += [f"\n(over the chat) {exchange.toast}"] if exchange.toast else []
    for message in exchange.messages:
        text = message.html.replace("<b>", "**").replace("</b>", "**").replace("<i>", "_").replace("</i>", "_")
        rows = "".join("\n" + " ".join(f"[{button.label}]" for button in row) for row in message.buttons)
        said += [f"\n[picture: {name}]" for name in filter(None, [exchange.pictures.get(message.message_id)])]
        said.append(f"\nBot: {unescape(text)}{rows}")
    return "\n".join(said)
