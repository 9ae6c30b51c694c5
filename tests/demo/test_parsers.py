"""Our parsers against Telegram's own (tdlib): the same texts, the same entities, the same refusals."""

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from seller_bot.entities.clean import WrongEntity, cleaned, without_controls
from seller_bot.entities.errors import Unparsable
from seller_bot.entities.formatted import Entity, FormattedText
from seller_bot.entities.found import found_entities
from seller_bot.entities.html import parse_html
from seller_bot.entities.markdown import parse_markdown_v2
from seller_bot.entities.render import to_html
from tests.demo import telegram_parser
from tests.demo.telegram_parser import RefusedByTelegram

WORDS = ["a", "б", "中", "😀", " ", "\n", "ya.ru"]
HTML = """
<b> </b> <i> </i> <u> </u> <s> </s> <code> </code> <pre> </pre> <tg-spoiler> </tg-spoiler> <blockquote> </blockquote>
<span </span> <a </a> <br> < > / = " ' & &lt; &amp &#65; &#x1F600; &nbsp; &#0; <B> </B> </ <b <a> { }
"""
TAGS = [
    *HTML.split(),
    "<a href='ya.ru'>",
    '<a href="https://u@A.com:80/x y?z#q">',
    "<a href='tg://user?id=5'>",
    "<code class='language-py'>",
    "<blockquote expandable>",
    "<span class='tg-spoiler'>",
    "<tg-emoji emoji-id='5'>",
    "</tg-emoji>",
    "<tg-time unix=5 format=r>",
    "</tg-time>",
    " expandable",
    " x=1",
]
MARKS = """
* _ __ ~ || | ` ``` [ ] ( ) ![ ! > \\ . # \\* - ](b.com) ](tg://user?id=5) ](tg://emoji?id=5) ](tg://time?unix=5) py
"""
MARKDOWN = [*MARKS.split(), "\n>", "||\n", "\r"]
ADDRESSES = """
b.com ya.ru я.рф http:// https:// ftp:// / ? # @ user @durov #tag $USD /start /help@bot . : 80 , ! ( ) [ ] { } mailto:
a@b.com _ - ~ é 中国 1.2.3.4 localhost < > " ' « + xn--p1ai co.uk & %20 = com X.COM привет
"""
KINDS = ["bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "blockquote"]
KINDS += ["expandable_blockquote", "text_link", "custom_emoji", "text_mention"]
EXTRAS = {"text_link": {"url": "http://a.com/"}, "custom_emoji": {"custom_emoji_id": "5"}}
EXTRAS |= {"text_mention": {"user": {"id": 5}}}  # type: ignore[dict-item]
ALWAYS = settings(max_examples=500, deadline=None, derandomize=True)


def made_of(*atoms: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from([*WORDS, *atoms]), min_size=1, max_size=12).map("".join)


def outcome(parsed: FormattedText) -> tuple[str, list[Entity]]:
    """Without the format of a moment, which tdlib describes in another way."""
    plain = [replace(e, extra={n: v for n, v in e.extra.items() if n != "date_time_format"}) for e in parsed.entities]
    return parsed.text, plain


def telegrams(source: str, mode: str) -> object:
    try:
        return outcome(telegram_parser.parsed(source, mode))
    except RefusedByTelegram as refusal:
        return str(refusal)


@ALWAYS
@given(made_of(*TAGS))
@example("<b>a<i>b</i></b> <a href='ozon.ru'>c</a>")
@example("<pre><code class='language-python'>x</code></pre>")
@example("a<3")
def test_html_has_the_outcome_of_telegrams_parser(source: str) -> None:
    """The same text and entities, or the same refusal at the same byte."""
    try:
        ours: object = outcome(parse_html(source))
    except Unparsable as refusal:
        ours = str(refusal)
    assert ours == telegrams(source, "HTML")


@ALWAYS
@given(made_of(*MARKDOWN))
@example(">quoted\n>on||")
@example("*a _b_ c*")
def test_markdown_has_the_outcome_of_telegrams_parser(source: str) -> None:
    """The same text and entities, or the same refusal at the same byte."""
    try:
        ours: object = outcome(parse_markdown_v2(source))
    except Unparsable as refusal:
        ours = str(refusal)
    assert ours == telegrams(source, "MarkdownV2")


entities = st.builds(
    lambda kind, offset, length: Entity(kind, offset, length, dict(EXTRAS.get(kind, {}))),
    st.sampled_from(KINDS),
    st.integers(0, 8),
    st.integers(0, 8),
)


@ALWAYS
@given(st.text("a é中😀\n\r\t\u202a\u0333", min_size=1, max_size=10), st.lists(entities, max_size=5))
def test_entities_are_merged_split_and_dropped_as_telegram_does(text: str, given: list[Entity]) -> None:
    """Nested styles are cut, touching ones joined, crossing links dropped, control characters removed."""
    try:
        theirs: object = telegram_parser.settled(text, tuple(given))
    except RefusedByTelegram as refusal:
        theirs = str(refusal)
    try:
        kept = without_controls(FormattedText(text, tuple(sorted(given, key=Entity.order))))
        ours: object = kept if kept.text.strip(" \n") else FormattedText("")
    except WrongEntity as refusal:
        ours = str(refusal)
    assert ours == theirs


@ALWAYS
@given(st.lists(st.sampled_from([*ADDRESSES.split(), " ", "\n"]), min_size=1, max_size=7).map("".join))
@example("see https://ozon.ru/x?y=(1), or write to a@b.com.")
def test_links_and_names_are_found_where_telegram_finds_them(text: str) -> None:
    """Addresses, e-mails, mentions, hashtags, cashtags and commands."""
    ours = [(e.type, e.offset, e.length) for e in found_entities(text) if e.type != "phone_number"]
    found = telegram_parser.found(text)
    # What only tdlib finds, and a bot's text never has: places in a film and numbers of bank cards.
    theirs = [(e.type, e.offset, e.length) for e in found if e.type not in ("mediatimestamp", "bankcardnumber")]
    assert ours == theirs


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("  <b> жирный </b>  ", "<b> жирный</b>"),
        ("<b>a</b><b>b</b>", "<b>ab</b>"),
        ("<i>😀</i>!", "<i>😀</i>!"),
        ("<code>/start</code> /start", "<code>/start</code> /start"),
        ('<a href="ozon.ru">Ozon</a>', '<a href="http://ozon.ru/">Ozon</a>'),
        ("<blockquote expandable>a</blockquote>b", "<blockquote expandable>a</blockquote>b"),
    ],
)
def test_text_is_kept_trimmed_and_reads_back_as_html(source: str, expected: str) -> None:
    """What a test sees as `html` is what Telegram would show."""
    kept = cleaned(parse_html(source))
    assert to_html(kept.text, [entity.json() for entity in kept.entities]) == expected
