"""A notice is written in a chat: part by part, each kept as it was typed, or refused with the place of the fault."""

from seller_bot.demo import samples
from tests.support.writers import Office

BOLD = {"text": "Работы 🛠 в воскресенье", "entities": [{"type": "bold", "offset": 10, "length": 13}]}


async def test_a_notice_is_written_previewed_and_sent_to_each_seller_in_his_language(place: Office) -> None:
    anna = place.anna
    await anna.drafts("Works on Sunday", en="Works on Sunday", zh_Hans="周日系统维护")
    await anna.presses("ask:text_ru")
    await anna.wrote(await anna.person.sends(BOLD))
    await anna.sees("Русский: 22 characters", "Goes to 4 sellers")
    await anna.looks_at_previews()
    previews = [one.text for one in anna.person.messages if one.from_bot]
    assert {"Works on Sunday", "Работы 🛠 в воскресенье", "周日系统维护"} <= set(previews)
    await anna.sends()
    for locale, text in {"en": "Works on Sunday", "zh_Hans": "周日系统维护", "zh_Hant": "週日系統維護"}.items():
        await place.sellers[locale].sees(text)
    got = await place.sellers["ru"].sees("Работы")
    assert got.entities == ({"offset": 10, "length": 13, "type": "bold"},)
    await anna.sees("has been sent")


async def test_a_forwarded_message_brings_its_text_and_its_picture(place: Office) -> None:
    anna, boris = place.anna, place.boris
    await boris.wrote(await boris.person.sends_photo(caption="Holiday hours"))
    original = boris.person.messages[-1] if not boris.person.messages[-1].from_bot else boris.person.messages[-2]
    await anna.drafts("Holidays")
    await anna.presses("ask:text_en")
    await anna.wrote(await anna.person.forwards(original))
    await anna.sees("English: 13 characters", "With 1 attachment")
    assert anna.notice.texts["en"]["text"] == "Holiday hours"


async def test_the_same_post_forwarded_in_each_language_brings_its_picture_once(place: Office) -> None:
    await place.anna.drafts("Holidays")
    for language in ("en", "ru"):
        await place.anna.presses(f"ask:text_{language}")
        await place.anna.wrote(await place.anna.person.sends_photo(caption="Holiday hours"))
        await place.anna.sees("With 1 attachment")
        await place.anna.settled()


async def test_a_draft_that_telegram_refuses_shows_why_and_goes_on(place: Office) -> None:
    anna = place.anna
    await anna.drafts(zh_Hans="你好")
    await anna.presses("ask:links")
    await anna.says("https://no_such_host.invalid:99999999/x\nMore")
    await anna.presses("preview")
    await anna.sees("Telegram doesn't accept the text (简体中文)")
    assert anna.notice.unchecked


async def test_an_album_is_taken_as_a_whole(place: Office) -> None:
    await place.anna.drafts("Photos")
    await place.anna.presses("ask:text_en")
    parts = [samples.PHOTO, samples.PHOTO, samples.PHOTO]
    await place.anna.wrote(*await place.anna.person.sends_album(*parts, caption="Three pictures"))
    await place.anna.sees("English: 14 characters", "With 3 attachments")
    await place.anna.presses("ask:attachments")
    await place.anna.wrote(await place.anna.person.sends_document())
    await place.anna.reads("These can't be one album")
    assert len(place.anna.notice.attachments) == 3
    await place.anna.presses("drop:attachments")
    assert place.anna.notice.attachments == []


FAULTS = [
    ("links", "Read more", "Line 1: a link begins with https://"),
    ("links", "https://a.example\n" + "x" * 65, "Line 2: a label has up to 64"),
    ("links", "\n".join(f"https://{n}.example\nen: {n}" for n in range(4)), "Line 7: that is a fourth link"),
    ("links", "https://example.com：详情", "Line 1: a link begins with https"),
    ("time", "0001-01-01 00:00", "I need a time within"),
    ("ids", "9" * 4000, "Line 1: there should be a Telegram ID"),
    ("ids", "123\nabc", "Line 2: there should be a Telegram ID"),
    ("time", "yesterday", "I need a time within the next year"),
    ("time", "2020-01-01 10:00", "I need a time within the next year"),
    ("title", "x" * 121, "The name is one line"),
]
SCREENS = {"ids": "audience", "time": "when"}
RIGHT = {"links": "https://a.example\nMore", "ids": "123", "time": "23:00", "title": "Works"}


async def test_what_is_wrong_is_refused_with_its_place_and_asked_again(place: Office) -> None:
    await place.anna.drafts("Works")
    for part, said, fault in FAULTS:
        if part in SCREENS:
            await place.anna.presses(SCREENS[part])
        before = place.anna.notice.version
        await place.anna.presses(f"ask:{part}")
        await place.anna.says(said)
        await place.anna.reads(fault)
        assert place.anna.notice.version == before
        await place.anna.says(RIGHT[part])
        await place.anna.sees("Works", "State: draft")


async def test_link_buttons_and_got_it_stand_under_the_notice(place: Office) -> None:
    anna = place.anna
    await anna.drafts(en="Read this")
    await anna.presses("ask:links")
    await anna.says("https://example.com/a\nen: Read more\nzh: 查看详情\n\nhttps://example.com/b\nRules")
    await anna.sees("Buttons: Read more and Rules")
    await anna.presses("receipt")
    await anna.presses("fallback")
    await anna.looks_at_previews()
    await anna.sends()
    got = await place.sellers["zh_Hans"].sees("Read this")
    assert got.labels[:2] == ["查看详情", "Rules"]
    assert len(got.labels) == 3


async def test_drafts_are_kept_copied_and_deleted(place: Office) -> None:
    anna = place.anna
    await anna.drafts("First", en="One")
    await anna.drafts("Second", en="Two")
    await anna.presses("copy")
    assert anna.notice.texts["en"]["text"] == "Two"
    await place.boris.says("/notice")
    assert [label.split(" · ")[1] for label in place.boris.card.labels[:3]] == ["Second", "Second", "First"]
    await place.boris.presses("open")
    await place.boris.presses("delete")
    await place.boris.sees("Delete “Second”?")
    assert await place.boris.presses("delete:sure") == "Deleted."
    await place.boris.sees("Drafts and sent notices are kept")
    assert [label.split(" · ")[1] for label in place.boris.card.labels[:-1]] == ["Second", "First"]


async def test_only_support_and_owners_write_notices(place: Office) -> None:
    seller = place.sellers["en"]
    await seller.says("/notice")
    await seller.sees("command")
    await place.anna.drafts("Works", en="Hello")
    forged = f"notice:confirm:1-0-7:{place.anna.notice.id}"
    query = await seller.presses_forged(forged, seller.messages[-1].message_id)
    await seller.answered(query)
    assert place.anna.notice.state == "draft"
    await place.owner.says("/notice")
    assert "new" in place.owner.acts
