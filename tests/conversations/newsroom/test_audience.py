"""Groups of sellers are picked and left out by pressing, and the number is there at once."""

from hypothesis import given
from hypothesis import strategies as st

from seller_bot.demo.bodies import Upload
from seller_bot.notices.picks import GROUPS, audience_of, next_pick, picks_of
from tests.support.writers import Office


async def test_each_press_turns_a_group_one_on(place: Office) -> None:
    anna = place.anna
    await anna.drafts(en="Hello")
    await anna.presses("fallback")
    await anna.presses("audience")
    await anna.sees("Everybody", "4 sellers")
    await anna.presses("pick:language=ru")
    await anna.sees("✓ Русский", "1 seller:")
    await anna.presses("pick:language=ru")
    await anna.sees("✗ Русский", "3 sellers")
    await anna.presses("pick:case=open")
    await anna.sees("✓ With an open case", "0 sellers")
    await anna.presses("everybody")
    await anna.sees("Everybody", "4 sellers")
    await anna.presses("open")
    await anna.sees("Goes to 4 sellers")


async def test_a_list_of_ids_comes_as_a_file(place: Office) -> None:
    anna, wanted = place.anna, place.sellers["en"]
    await anna.drafts(en="Hello")
    await anna.presses("audience")
    await anna.presses("ask:ids")
    bad = Upload("ids.csv", b"\xff\xfe\x00 no text", "text/csv")
    await anna.wrote(await anna.person.sends_document(bad))
    await anna.reads("I couldn't read the file.")
    old = Upload("ids.csv", f'id;name\r{wanted.id};"Li\r'.encode(), "text/csv")
    await anna.wrote(await anna.person.sends_document(old))
    await anna.sees("Goes to 1 seller")
    await anna.presses("audience")
    await anna.presses("ask:ids")
    content = f"id;name\n{wanted.id};Li\n987654321;nobody".encode()
    await anna.wrote(await anna.person.sends_document(Upload("ids.csv", content, "text/csv")))
    await anna.sees("Goes to 1 seller")
    assert anna.notice.audience == {"all": [{"ids": [wanted.id, 987654321]}]}


@given(st.dictionaries(st.sampled_from(GROUPS), st.booleans()), st.none() | st.lists(st.integers(1, 2**40)))
def test_picks_are_read_back_from_the_audience_they_make(picks: dict[str, bool], ids: list[int] | None) -> None:
    assert picks_of(audience_of(picks, ids)) == (picks, ids)


@given(st.sampled_from(GROUPS))
def test_three_presses_change_nothing(group: str) -> None:
    assert next_pick(next_pick(next_pick({}, group), group), group) == {}


def test_an_audience_that_no_picks_make_is_left_as_it_is_written() -> None:
    assert picks_of({"any": [{"language": "ru"}, {"case": "open"}]}) is None
