"""The catalogues against what the program says: what is missing, unused, unequal or unacceptable to Telegram."""

import ast
import string
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TypeGuard

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from seller_bot import telegram_parser
from seller_bot.conversation import repair
from seller_bot.conversation.flow import Flow, Flows
from seller_bot.conversation.step import Step
from seller_bot.errors import OperatorError
from seller_bot.escalations.kinds import kinds
from seller_bot.pictures.drawings import DRAWINGS
from seller_bot.telegram.html import MAX_CAPTION, length
from seller_bot.telegram.profile import NOTICE, QUEUE
from seller_bot.texts import FALLBACK, LANGUAGES, LOCALES, Html, Texts, UnknownText, fields, po_file
from seller_bot.traditional import SIMPLIFIED, TRADITIONAL, converted

MAX_TEXT = 4096
MAX_TOAST = 200
MAX_PLACEHOLDER = 64
MAX_LABEL_WIDTH = 34
"""What fits on one line of a phone's button; a Chinese character is two wide."""

FAMILIES = ("case.ask.", "case.told.", "case.approved.", "case.reason.", "case.state.", "case.event.")
"""What names in each of its texts the thing that it is about, where other keys name the button of a message."""

LIMITS = {"bot.description": 512, "bot.short_description": 120, "command": 256}

SAMPLE = "Sunrise & <Co>"
"""A value with everything that must be escaped."""

LONG_SAMPLE = "x" * 120
"""The longest name of a partner."""

HEADER = """\
# Every text the bot says, in the order of the conversation. Keys are `flow.role_of_text`.
msgid ""
msgstr ""
"Project-Id-Version: seller-bot\\n"
"Language: {language}\\n"
"Plural-Forms: {plural_forms}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def check(flows: Flows) -> list[str]:
    """Every fault of the catalogues, one sentence each."""
    catalogues = {language: read(language) for language in LANGUAGES}
    faults = [
        *_faults_of_keys(catalogues, required_keys(flows)),
        *(fault for language in LANGUAGES for fault in _faults_of_messages(catalogues, language)),
    ]
    looks = (fault for locale in LOCALES for fault in _faults_of_looks(catalogues[FALLBACK], locale))
    pictures = (fault for flow in flows.values() for fault in _faults_of_pictures(flow))
    return faults or [*looks, *pictures, *_faults_of_traditional(catalogues[SIMPLIFIED])]


def sync(flows: Flows) -> dict[str, list[str]]:
    """Give every catalogue every key, in the order of the English one; what was added, by language."""
    order = _merged(keys(read(FALLBACK)), required_keys(flows))
    added = {}
    for language in LANGUAGES:
        current = read(language)
        added[language] = [key for key in order if key not in current]
        synced = Catalog(locale=language)
        for key in order:
            message = current[key] or Message(key)
            synced.add(message.id, message.string, auto_comments=message.auto_comments, flags=message.flags)
        write(synced, language)
    write(converted(read(SIMPLIFIED)), TRADITIONAL)
    return added


def read(language: str) -> Catalog:
    """A catalogue as it is written. Raises OperatorError in an installed package, which has it compiled."""
    if not po_file(language).is_file():
        raise OperatorError(f"{po_file(language)} is not here: the catalogues are edited in a checkout of the project.")
    with po_file(language).open("rb") as file:
        return read_po(file, locale=language)


def write(catalogue: Catalog, language: str) -> None:
    po_file(language).parent.mkdir(parents=True, exist_ok=True)
    with po_file(language).open("wb") as file:
        file.write(HEADER.format(language=language, plural_forms=catalogue.plural_forms).encode())
        write_po(file, catalogue, width=0, omit_header=True)


def keys(catalogue: Catalog) -> list[str]:
    return [_key(message) for message in catalogue if message.id]


def required_keys(flows: Flows) -> list[str]:
    """The keys that the program names: in the tables of its flows, and literally in its source."""
    literal = _literals()
    named = [key for flow in flows.values() for key in keys_of(flow)]
    doors = {f"{door}.title" for flow in flows.values() for step in flow.steps.values() for door in step.doors}
    titles = {f"{flow.id}.title" for flow in flows.values() if not flow.aside} | doors | {f"{flows.home}.title"}
    commands = [f"command.{command}" for command in (*flows.by_command, *repair.COMMANDS, QUEUE, NOTICE)]
    namespaces = {key.partition(".")[0] for key in (*named, *commands, *literal) if key.count(".")}
    catalogues = [read(language) for language in LANGUAGES]
    known = {key for catalogue in catalogues for key in keys(catalogue)}
    answers = [key for intent, answer in flows.answers.items() for key in (answer.say, f"question.{intent}")]
    in_source = [key for key in literal if key in known or _looks_like_a_key(key, namespaces, known)]
    named_in_texts = {name for catalogue in catalogues for message in catalogue for name in _fields_of(message)}
    in_texts = [name for name in named_in_texts if "." in name]
    ordered = (*named, *_keys_of_cases(), *answers, *sorted(titles), *commands, *in_source, *sorted(in_texts))
    return list(dict.fromkeys(ordered))


def _keys_of_cases() -> Iterator[str]:
    """The texts of the kinds of cases, which are data: names of kinds and questions, decisions and their reasons."""
    for kind in kinds().values():
        yield from (f"case.kind.{kind.id}", f"case.approved.{kind.id}")
        yield from (f"case.label.{question}" for question in kind.asks)
        for reason in kind.reasons:
            yield from (f"case.reason.{reason}", f"desk.reason.{reason}")


def keys_of(flow: Flow) -> Iterator[str]:
    for step in flow.steps.values():
        yield from (note.key for note in step.before)
        if step.ask:
            yield step.ask
        if step.collect:
            yield from (step.collect.got, step.collect.full)
        yield from _labels(step)


def is_label(key: str) -> bool:
    """Whether a text stands on a button."""
    role = key.rpartition(".")[2]
    is_choice = key.count(".") > (2 if key.startswith(FAMILIES) else 1)
    return is_choice or key.startswith("question.") or role == "title" or role.startswith("button_")


def is_toast(key: str) -> bool:
    return key.rpartition(".")[2].startswith("toast_")


def is_placeholder(key: str) -> bool:
    """Whether a text stands in the empty field of a reply."""
    return key.rpartition(".")[2].startswith("placeholder_")


def is_message(key: str) -> bool:
    is_short = is_label(key) or is_toast(key) or is_placeholder(key)
    return not (is_short or key.partition(".")[0] in ("ui", "bot", "command"))


def _labels(step: Step) -> Iterator[str]:
    yield from map(step.label, step.choices)
    if step.called:
        yield step.label("suggested")
    if step.copies:
        yield step.label("copy")


@cache
def _literals() -> tuple[str, ...]:
    """Every dotted name that stands as a string in the package's source."""
    found = []
    for module in sorted(Path(__file__).parent.rglob("*.py")):
        if module.parent.name == "versions":
            continue  # Migrations name tables and their columns, and say nothing.
        nodes = [*ast.walk(ast.parse(module.read_text(encoding="utf-8")))]
        columns = {argument for node in nodes if _names_a_column(node) for argument in node.args}
        strings = (node for node in nodes if isinstance(node, ast.Constant) and node not in columns)
        found += [node.value for node in strings if isinstance(node.value, str)]
    allowed = {*string.ascii_lowercase, *string.digits, "_", "."}
    return tuple(dict.fromkeys(text for text in found if "." in text.strip(".") and set(text) <= allowed))


def _names_a_column(node: ast.AST) -> TypeGuard[ast.Call]:
    """The columns of tables have dots in their names, too."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "ForeignKey"


def _looks_like_a_key(text: str, namespaces: Iterable[str], known: Iterable[str]) -> bool:
    """A string that is no key yet but stands in the same family as keys that are."""
    namespace = text.partition(".")[0]
    if any(key.startswith(f"{text}.") for key in known):
        return False  # What several labels have in common, not a text of its own.
    return namespace in {key.partition(".")[0] for key in known} & set(namespaces) and text.count(".") == 1


def _fields_of(message: Message) -> set[str]:
    return {name for template in _strings(message) for name in fields(template)} if message.id else set()


def _merged(order: Sequence[str], required: Sequence[str]) -> list[str]:
    """The order of the catalogue, each new key after the one that precedes it in the flows."""
    merged = list(order)
    for previous, key in zip(["", *required], required, strict=False):
        if key not in merged:
            merged.insert(merged.index(previous) + 1 if previous in merged else len(merged), key)
    return merged


def _faults_of_keys(catalogues: Mapping[str, Catalog], required: Sequence[str]) -> Iterator[str]:
    order = keys(catalogues[FALLBACK])
    for language, catalogue in catalogues.items():
        present = keys(catalogue)
        yield from (
            f"{language}: {key} is missing: `seller-bot texts sync` adds it" for key in required if key not in present
        )
        yield from (f"{language}: {key} is used nowhere: remove it" for key in present if key not in required)
        if [key for key in order if key in present] != [key for key in present if key in order]:
            yield f"{language}: the order differs from that of {FALLBACK}: `seller-bot texts sync` puts it right"


def _faults_of_messages(catalogues: Mapping[str, Catalog], language: str) -> Iterator[str]:
    for message in catalogues[language]:
        key = _key(message)
        if not key:
            continue
        strings = _strings(message)
        if not all(strings) or message.fuzzy:
            yield f"{language}: {key} is not translated"
            continue
        if message.pluralizable and len(strings) != catalogues[language].num_plurals:
            yield f"{language}: {key} needs {catalogues[language].num_plurals} plural forms"
        expected = {name for text in _strings(catalogues[FALLBACK][key]) for name in fields(text)}
        if {name for text in strings for name in fields(text)} != expected:
            yield f"{language}: {key} must name exactly {', '.join(sorted(expected)) or 'nothing'}"


def _faults_of_traditional(simplified: Catalog) -> Iterator[str]:
    written = {_key(message): _strings(message) for message in read(TRADITIONAL)}
    if written != {_key(message): _strings(message) for message in converted(simplified)} | {"": written[""]}:
        yield f"{TRADITIONAL}: is not {SIMPLIFIED} converted: `seller-bot texts sync` writes it anew"


def _faults_of_looks(catalogue: Catalog, locale: str) -> Iterator[str]:
    """How each text looks with sample values, after Telegram's own parser."""
    texts = Texts(locale)
    for key in keys(catalogue):
        names = {name for text in _strings(catalogue[key]) for name in fields(text) if "." not in name}
        try:
            yield from (
                f"{locale}: {key} {fault}" for fault in _faults_of_look(texts, key, dict.fromkeys(names, SAMPLE))
            )
        except UnknownText as error:
            yield f"{locale}: {key} names the text {error}, which is not there"


def _faults_of_look(texts: Texts, key: str, values: Mapping[str, object]) -> Iterator[str]:
    if is_message(key):
        html = texts.html(key, values)
        try:
            seen = telegram_parser.parse_html(html) if telegram_parser.is_installed() else html
        except telegram_parser.NotAccepted as error:
            yield f"is refused by Telegram: {error}"
            return
        if len(seen) > MAX_TEXT:
            yield f"is {len(seen)} characters long, Telegram takes {MAX_TEXT}"
        return
    shown = texts.plain(key, values)
    if is_label(key) and "{" not in texts.template(key) and _width(shown) > MAX_LABEL_WIDTH:
        yield f"is too wide for a button on a phone: {_width(shown)} of {MAX_LABEL_WIDTH}"
    limit = _most(key)
    if len(shown) > limit:
        yield f"is {len(shown)} characters long, Telegram takes {limit}"


def _faults_of_pictures(flow: Flow) -> Iterator[str]:
    """What stands under a picture is a caption, which is shorter than a message; whole, with its step's number."""
    for step in (step for step in flow.steps.values() if step.picture):
        if step.picture not in DRAWINGS:
            yield f"{flow.id}.{step.id}: there is no drawing {step.picture!r}"
        for locale in LOCALES:
            texts = Texts(locale)
            names = (name for name in fields(texts.template(step.ask)) if "." not in name)
            shown = Html(texts.html(step.ask, dict.fromkeys(names, LONG_SAMPLE)))
            around = {"number": 99, "total": 99, "flow": texts.plain(f"{flow.id}.title"), "text": shown}
            seen = max(length(texts.html(counted, around)) for counted in flow.counted)
            if seen > MAX_CAPTION:
                yield f"{locale}: {step.ask} is {seen} characters long, under a picture go {MAX_CAPTION}"


def _most(key: str) -> int:
    """How many characters Telegram takes there."""
    if is_toast(key):
        return MAX_TOAST
    if is_placeholder(key):
        return MAX_PLACEHOLDER
    return LIMITS.get(key, LIMITS.get(key.partition(".")[0], MAX_TEXT))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _strings(message: Message | None) -> tuple[str, ...]:
    if message is None:
        return ()
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
