"""Long texts reach their reader whole, in messages that Telegram takes."""

from hypothesis import assume, given
from hypothesis import strategies as st

from seller_bot import telegram_parser
from seller_bot.telegram.html import MAX_TEXT, split

WORDS = st.sampled_from(
    ["绑定", "партнёр", "a&amp;b", "<b>bold</b>", "<i>two words</i>", "&lt;tag&gt;", "\n", "\n\n", "👍"]
)
WHOLE = st.lists(WORDS, max_size=60).map(" ".join)
WRAPPED = WHOLE.map(lambda html: f"<pre>{html.replace('<b>', '').replace('</b>', '')}</pre>")


@given(st.one_of(WHOLE, WRAPPED), st.integers(min_value=10, max_value=80))
def test_every_part_is_accepted_by_telegram_and_nothing_is_lost(html: str, limit: int) -> None:
    parts = split(html, limit)
    assume(telegram_parser.parse_html(html or " ").strip())
    seen = [telegram_parser.parse_html(part) for part in parts]
    assert all(0 < len(part) <= limit for part in seen)
    everything = telegram_parser.parse_html(html)
    assert "".join("".join(seen).split()) == "".join(everything.split())


def test_a_text_is_cut_between_paragraphs_if_possible() -> None:
    assert split("first paragraph\n\nsecond one", 20) == ["first paragraph", "second one"]


def test_what_is_open_at_a_cut_is_opened_again() -> None:
    assert split("<b>one two three</b>", 8) == ["<b>one two</b>", "<b>three</b>"]


def test_a_text_that_fits_is_left_alone() -> None:
    assert split("<b>x</b>" * 10, 10) == ["<b>x</b>" * 10]


def test_a_sign_counts_once_for_the_limit_though_it_is_two_units_of_utf_16() -> None:
    """As the real Bot API was measured to do, and as the local server does."""
    whole = "😀" * MAX_TEXT
    assert split(whole) == [whole]
    assert split(whole + "😀") == [whole, "😀"]
