"""Texts as readers of each language get them, and the check that keeps the catalogues whole."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from seller_bot import catalogues, texts
from seller_bot.conversation.turn import Key, Lines
from seller_bot.flows import FLOWS
from seller_bot.texts import Html, Texts, UnknownText, locale_of


@pytest.fixture
def copied_locales(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The catalogues as a translator has them on the desk, to be spoilt."""
    for language in texts.LOCALES:
        (copy := tmp_path / language / "LC_MESSAGES").mkdir(parents=True)
        (copy / "seller_bot.po").write_bytes(texts.po_file(language).read_bytes())
    monkeypatch.setattr(texts, "locales_directory", lambda: tmp_path)
    texts.catalogue.cache_clear()
    yield tmp_path
    texts.catalogue.cache_clear()


def spoil(locales: Path, language: str, old: str, new: str) -> list[str]:
    po = locales / language / "LC_MESSAGES" / "seller_bot.po"
    written = po.read_text(encoding="utf-8")
    assert old in written
    po.write_text(written.replace(old, new, 1), encoding="utf-8")
    texts.catalogue.cache_clear()
    return catalogues.check(FLOWS)


def test_the_catalogues_are_in_order() -> None:
    assert catalogues.check(FLOWS) == []


@pytest.mark.parametrize(
    ("language", "old", "new", "fault"),
    [
        ("ru", 'msgid "menu.home"', 'msgid "menu.hone"', "ru: menu.home is missing: `seller-bot texts sync` adds it"),
        ("en", 'msgid "menu.home"', 'msgid "menu.hone"', "en: menu.hone is used nowhere: remove it"),
        ("zh_Hans", 'msgstr "菜单"', 'msgstr ""', "zh_Hans: menu.title is not translated"),
        (
            "ru",
            "Среди контактов есть <b>{partner}</b>?",
            "Среди контактов он есть?",
            "ru: binding.await_confirmation must name exactly partner",
        ),
        (
            "zh_Hans",
            "<b>{ui.technology_partners}</b> 里搜索",
            "<b>{ui.technology_partners} 里搜索",
            "is refused by Telegram",
        ),
        (
            "en",
            'msgstr "Nobody can give it"',
            f'msgstr "{"wide " * 8}"',
            "is too wide for a button on a phone: 40 of 34",
        ),
        ("ru", 'msgstr "Помогает продавцам', f'msgstr "{"x" * 120}', "characters long, Telegram takes 120"),
        (
            "en",
            "In your seller account open",
            f"In your seller account{' you' * 240} open",
            "en: binding.open_contacts is ",
        ),
        ("en", 'msgid "ui.settings"', 'msgid "ui.setting"', "en: ui.settings is missing"),
    ],
)
def test_what_a_translator_may_spoil_is_named(
    copied_locales: Path, language: str, old: str, new: str, fault: str
) -> None:
    assert any(fault in found for found in spoil(copied_locales, language, old, new))


def test_sync_brings_every_catalogue_in_step_without_losing_a_translation(copied_locales: Path) -> None:
    before = {language: catalogues.read(language) for language in texts.LANGUAGES}
    spoil(copied_locales, "ru", 'msgid "menu.home"', 'msgid "menu.hone"')
    assert catalogues.sync(FLOWS) == {"en": [], "ru": ["menu.home"], "zh_Hans": []}
    after = catalogues.read("ru")
    assert catalogues.keys(after) == catalogues.keys(before["en"])
    assert after["menu.home"].string == ""
    assert after["binding.done"].string == before["ru"]["binding.done"].string


def test_values_are_escaped_and_never_read_as_templates() -> None:
    said = Texts("en").html("binding.done", {"partner": "<b>A&B</b> {ui.settings}"})
    assert "&lt;b&gt;A&amp;B&lt;/b&gt; {ui.settings}" in said


def test_a_value_that_is_html_already_is_left_as_it_is() -> None:
    assert Texts("ru").html("step.numbered", {"number": 1, "total": 7, "text": Html("<i>x</i>")}).endswith("<i>x</i>")


def test_a_key_as_a_value_is_its_text_in_the_readers_language() -> None:
    assert "Подключить партнёра" in Texts("ru").html("repair.cancelled", {"flow": Key(key="binding.title")})


def test_lines_are_texts_of_their_own_one_below_the_other() -> None:
    numbers = [Key(key="repair.button_suggestion", values={"suggestion": name}) for name in ("A&B", "<i>")]
    assert Texts("en").html("repair.button_suggestion", {"suggestion": Lines(items=numbers)}) == "A&amp;B\n&lt;i&gt;"


def test_traditional_readers_get_the_same_text_in_traditional_characters_and_names_as_typed() -> None:
    said = Texts("zh_Hant").html("binding.search_partner", {"partner": "顺丰伙伴"})
    assert "技術合作夥伴" in said
    assert "顺丰伙伴" in said


def test_values_are_written_as_the_language_writes_them() -> None:
    moment = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)
    assert Texts("ru").value(1234567) == "1\xa0234\xa0567"
    assert Texts("en").value(date(2026, 11, 23)) == "November 23, 2026"
    assert Texts("zh_Hans").value(date(2026, 11, 23)) == "2026年11月23日"
    assert Texts("zh_Hant").value(["A", "B"]) == "A和B"
    assert Texts("ru").value(moment) == "23 нояб. 2026\u202fг., 09:05"
    assert Texts("zh_Hans").value(moment) == "2026年11月23日 09:05"


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(UnknownText):
        Texts("en").plain("no.such_text")


@pytest.mark.parametrize(
    ("tag", "locale"),
    [
        ("zh-Hant-TW", "zh_Hant"),
        ("zh_HK", "zh_Hant"),
        ("zh-SG", "zh_Hans"),
        ("RU", "ru"),
        ("en-GB", "en"),
        ("uk", None),
        ("", None),
        (None, None),
    ],
)
def test_a_clients_language_tag_leads_to_one_of_our_locales(tag: str | None, locale: str | None) -> None:
    assert locale_of(tag) == locale


def test_the_traditional_catalogue_is_the_simplified_one_converted(copied_locales: Path) -> None:
    """Whoever changes a Chinese text is told to write the other one anew."""
    simplified = catalogues.read("zh_Hans")
    simplified["menu.home"].string = "请选择需要办理的事项"
    catalogues.write(simplified, "zh_Hans")
    assert catalogues.check(FLOWS) == ["zh_Hant: is not zh_Hans converted: `seller-bot texts sync` writes it anew"]
    catalogues.sync(FLOWS)
    texts.catalogue.cache_clear()
    assert catalogues.check(FLOWS) == []
    assert Texts("zh_Hant").plain("menu.home") == "請選擇需要辦理的事項"
