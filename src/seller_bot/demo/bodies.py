"""What an HTTP request carries: parameters as strings, as Telegram reads them, and uploaded files.

Starlette's own form parser needs a further package, so multipart is read here.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from seller_bot.demo.errors import bad_request
from seller_bot.demo.unicode import check_whole, parsed

KEEP = "surrogateescape"
"""Bytes that are no UTF-8 are kept until they are refused."""
BOUNDARY = re.compile(r'boundary="?([^";]+)"?', re.IGNORECASE)
NAME = re.compile(rb'[; ]name="((?:[^"\\]|\\.)*)"', re.IGNORECASE)
FILE_NAME = re.compile(rb'[; ]filename="((?:[^"\\]|\\.)*)"', re.IGNORECASE)
CONTENT_TYPE = re.compile(rb"content-type:\s*([^\r\n]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Upload:
    file_name: str
    content: bytes
    mime_type: str


@dataclass(frozen=True, slots=True)
class Body:
    arguments: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)


def read_body(query: str, content_type: str, content: bytes) -> Body:
    """The parameters of the address and of the body together; the body's win."""
    body = read_parts(query, content_type, content)
    for value in body.arguments.values():
        check_whole(value)
    return body


def read_parts(query: str, content_type: str, content: bytes) -> Body:
    arguments = read_pairs(query) if query else {}
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/x-www-form-urlencoded":
        return Body({**arguments, **read_pairs(content.decode(errors=KEEP))})
    if kind == "application/json" and content:
        return Body({**arguments, **read_json(content)})
    if kind == "multipart/form-data":
        body = read_multipart(content_type, content)
        return Body({**arguments, **body.arguments}, body.files)
    return Body(arguments)


def read_pairs(content: str) -> dict[str, str]:
    return dict(parse_qsl(content, keep_blank_values=True, errors=KEEP))


def read_json(content: bytes) -> dict[str, str]:
    """Strings as they are, everything else as its JSON text: Telegram takes `true` and `"true"` for the same."""
    try:
        values = parsed(content.decode("utf-8-sig"))
    except ValueError:
        values = None
    if not isinstance(values, dict):
        raise bad_request("can't parse JSON object")
    return {
        name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for name, value in values.items()
    }


def read_multipart(content_type: str, content: bytes) -> Body:
    boundary = BOUNDARY.search(content_type)
    if boundary is None:
        raise bad_request("boundary not found")
    arguments: dict[str, str] = {}
    files: dict[str, Upload] = {}
    for part in (b"\r\n" + content).split(b"\r\n--" + boundary[1].encode())[1:-1]:
        head, _, value = part.partition(b"\r\n\r\n")
        name = NAME.search(head)
        if name is None:
            continue
        file_name = FILE_NAME.search(head)
        if file_name is None:
            arguments[unquoted(name[1])] = value.decode(errors=KEEP)
        else:
            mime_type = CONTENT_TYPE.search(head)
            mime = mime_type[1].decode(errors="replace") if mime_type else "application/octet-stream"
            files[unquoted(name[1])] = Upload(unquoted(file_name[1]), value, mime)
    return Body(arguments, files)


def unquoted(value: bytes) -> str:
    return re.sub(rb"\\(.)|%22", lambda found: found[1] or b'"', value).decode(errors="replace")
