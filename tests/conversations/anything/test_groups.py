"""In groups the bot says nothing unless it is addressed, and then only where it works: once a person and a while."""

from datetime import timedelta

import pytest

from seller_bot.demo.groups import Group
from seller_bot.demo.people import Person
from tests.support.running import Bot
from tests.support.transcript import CLIENTS, Chat, recognise

WORKS = "group.works_in_private"


async def heard(bot: Bot, person: Person, group: Group, answers: int = 0) -> list[str]:
    """What the bot has said in the group by its keys, once all is dealt with and so many answers are there."""
    other = Chat(bot, "en")
    await other.exchange("/help")  # Updates are applied in their order: with this answer the others are dealt with.
    await bot.answered(group.id, answers)
    said = [message for message in person.messages_in(group) if message.from_bot]
    locale = next(name for name, tag in CLIENTS.items() if tag == person.user.language_code)
    return [recognise(message.text, locale) for message in said]


def name_of(bot: Bot) -> str:
    return bot.server.world.bot.username or ""


def mention(bot: Bot) -> dict[str, object]:
    text = f"@{name_of(bot)} can you help?"
    return {"text": text, "entities": [{"type": "mention", "offset": 0, "length": len(name_of(bot)) + 1}]}


@pytest.fixture
def wang(bot: Bot) -> Person:
    return bot.server.person("Wang", language_code="en")


@pytest.fixture
def group(bot: Bot, wang: Person) -> Group:
    """A group in which the bot reads everything."""
    return bot.server.group("Sellers", [wang], bot="administrator")


@pytest.mark.parametrize("locale", ["en", "ru", "zh_Hans"])
@pytest.mark.parametrize("said", ["/start", "/bind", "/menu@{bot}", "/unheard@{bot}", "mention"])
async def test_whoever_addresses_it_is_led_to_the_private_chat(bot: Bot, locale: str, said: str) -> None:
    person = bot.server.person("Li", language_code=CLIENTS[locale])
    group = bot.server.group("Sellers", [person], bot="administrator")
    if said == "mention":
        await person.sends(mention(bot), chat=group)
    else:
        await person.says(said.format(bot=name_of(bot)), chat=group)
    assert await heard(bot, person, group, 1) == [WORKS]
    answer = next(message for message in person.messages_in(group) if message.from_bot)
    (button,) = answer
    assert button.url == f"https://t.me/{name_of(bot)}?start=group"


async def test_a_reply_to_its_message_addresses_it_again_only_after_a_while(
    bot: Bot, wang: Person, group: Group
) -> None:
    await wang.says("/start", chat=group)
    assert await heard(bot, wang, group, 1) == [WORKS]
    answer = next(message for message in wang.messages_in(group) if message.from_bot)
    await wang.says("and now?", answer.message_id, chat=group)
    assert await heard(bot, wang, group) == [WORKS]
    bot.clock.advance(timedelta(days=1, minutes=1))
    await wang.says("and now?", answer.message_id, chat=group)
    assert await heard(bot, wang, group, 2) == [WORKS, WORKS]


@pytest.mark.parametrize("said", ["hello", "/start@other_bot", "/unheard", "@other_bot hello", "how do I bind?"])
async def test_what_is_not_for_it_is_not_answered(bot: Bot, wang: Person, group: Group, said: str) -> None:
    await wang.says(said, chat=group)
    await wang.sends_photo(chat=group)
    await wang.edits(wang.messages_in(group)[-2].message_id, f"@{name_of(bot)}", chat=group)
    assert await heard(bot, wang, group) == []


async def test_many_people_do_not_make_it_flood_the_group(bot: Bot) -> None:
    people = [bot.server.person(f"P{number}", language_code="en") for number in range(6)]
    group = bot.server.group("Sellers", people, bot="administrator")
    for person in people:
        await person.says("/start", chat=group)
        await person.says("/bind", chat=group)
    assert await heard(bot, people[0], group, 3) == [WORKS] * 3


async def test_in_a_forum_it_answers_in_the_same_topic(bot: Bot, wang: Person) -> None:
    forum = bot.server.group("Forum", [wang], bot="administrator", forum=True)
    thread = forum.opens_topic("Questions", wang.user)
    await wang.says("/start", chat=forum, thread=thread)
    assert await heard(bot, wang, forum, 1) == [WORKS]
    assert next(one for one in wang.messages_in(forum) if one.from_bot).json["message_thread_id"] == thread


async def test_the_language_is_the_one_chosen_in_the_private_chat(bot: Bot) -> None:
    chat = Chat(bot, "en")
    for line in ("/language", "[ru]"):
        await chat.exchange(line)
    group = bot.server.group("Sellers", [chat.person], bot="administrator")
    await chat.person.says("/start", chat=group)
    await heard(bot, chat.person, group, 1)
    said = next(message for message in chat.person.messages_in(group) if message.from_bot)
    assert recognise(said.text, "ru") == WORKS


async def test_a_button_in_a_group_waits_no_longer_than_any_other(bot: Bot, wang: Person, group: Group) -> None:
    await wang.says("/start", chat=group)
    await heard(bot, wang, group, 1)
    answer = next(message for message in wang.messages_in(group) if message.from_bot)
    query = await wang.presses_forged("binding:role:admin:1", answer.message_id, chat=group)
    assert recognise((await wang.answered(query))["text"], "en", toast=True) == "repair.toast_button_unknown"
