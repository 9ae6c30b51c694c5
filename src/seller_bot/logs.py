"""Logging: structlog over the standard library, with every secret taken out of every line."""

import logging
import re
import sys
from collections.abc import Iterable, MutableMapping
from typing import Any, TextIO
from urllib.parse import quote

import structlog

TOKEN = re.compile(r"\d{3,20}(?::|%3A)[A-Za-z0-9_-]{30,64}", re.IGNORECASE)
"""The shape of any bot's token, plain or in a URL."""

REDACTED = "<token>"

CHATTY = ("aiohttp", "alembic", "asyncio", "telegram")
"""Libraries whose INFO is not for operators; at DEBUG they speak."""

_SHARED: tuple[structlog.typing.Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
)


def configure(level: str, secrets: Iterable[str] = (), stream: TextIO = sys.stderr) -> None:
    """Send all logs of the process to the stream: key=value on a terminal, JSON lines elsewhere."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_formatter(stream.isatty(), [*secrets]))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING if root.level > logging.DEBUG else logging.DEBUG)


class _RedactingFormatter(structlog.stdlib.ProcessorFormatter):
    """The last one to touch a line: whatever wrote it, no secret leaves."""

    def __init__(self, *, secrets: Iterable[str], **arguments: Any) -> None:
        super().__init__(**arguments)
        self._secrets = [form for secret in secrets if secret for form in (secret, quote(secret, safe=""))]

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        for secret in self._secrets:
            line = line.replace(secret, REDACTED)
        return TOKEN.sub(REDACTED, line)


def _formatter(terminal: bool, secrets: Iterable[str]) -> logging.Formatter:
    if terminal:
        rendered: structlog.typing.Processor = structlog.processors.LogfmtRenderer(
            key_order=["timestamp", "level", "event"], bool_as_flag=False
        )
    else:
        rendered = structlog.processors.JSONRenderer(ensure_ascii=False)
    return _RedactingFormatter(
        secrets=secrets,
        foreign_pre_chain=_SHARED,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            _stringify,
            rendered,
        ],
    )


def _stringify(logger: object, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Values of libraries' own types are written as text."""
    return {
        key: value if isinstance(value, str | int | float | type(None)) else str(value) for key, value in event.items()
    }
