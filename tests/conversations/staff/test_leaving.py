"""Whoever is removed, or leaves, is a seller again at once."""

import asyncio

import pytest
from sqlalchemy import select

from seller_bot.staff.events import StaffEvent
from seller_bot.staff.models import StaffMember
from tests.conversations.staff.conftest import joins
from tests.support.databases import DATABASES, NewDatabase
from tests.support.running import Bot, at_work, running
from tests.support.transcript import Chat

AT_THE_REMOVAL = """
    owner: /staff
    bot:   staff.list [manager | support | 0]
    owner: [0]
    bot:   staff.confirm_removal [remove | back]
"""


async def test_who_is_removed_while_a_keyboard_is_open_can_press_it_in_vain(bot: Bot, owner: Chat) -> None:
    manager = await joins(owner, "manager")
    await manager.plays("""
        manager: /staff
        bot:     membership.own [leave]
    """)
    await owner.plays(
        AT_THE_REMOVAL
        + """
        owner: [remove]
        bot:   staff.removed [staff]
        owner: [staff]
        bot:   staff.list [manager | support]
        """
    )
    await manager.plays("""
        manager: [leave]
        toast:   repair.toast_button_unknown
        seller:  /staff
        bot:     repair.unknown_command [menu | contact]
        seller:  lorem ipsum
        bot:     repair.not_understood_again [menu | contact]
    """)
    (removed,) = await bot.rows(select(StaffEvent).where(StaffEvent.what == "revoked"))
    assert (removed.actor_kind, removed.actor_id, removed.subject_id, removed.before, removed.happened_at) == (
        "owner",
        owner.person.id,
        manager.person.id,
        {"role": "manager"},
        bot.clock(),
    )


async def test_a_removal_can_be_thought_better_of(owner: Chat) -> None:
    manager = await joins(owner, "manager")
    await owner.plays(
        AT_THE_REMOVAL
        + """
        owner: [back]
        bot:   staff.list [manager | support | 0]
        """
    )
    await manager.plays("manager: /staff\nbot: membership.own [leave]")


async def test_two_owners_who_remove_the_same_member_record_it_once(bot: Bot, owner: Chat) -> None:
    await joins(owner, "manager")
    other = Chat(bot, "ru", person=bot.owners[1])
    other.locale = "en"
    await owner.plays(AT_THE_REMOVAL)
    await other.plays(AT_THE_REMOVAL)
    heard = await asyncio.gather(owner.acts("[remove]"), other.acts("[remove]"))
    assert tuple(heard) == (["bot: staff.removed [staff]"], ["bot: staff.removed [staff]"])
    assert len(await bot.rows(select(StaffEvent).where(StaffEvent.what == "revoked"))) == 1


async def test_a_member_leaves_and_may_be_invited_again(bot: Bot, owner: Chat) -> None:
    support = await joins(owner, "support")
    await support.plays("""
        support: /staff
        bot:     membership.own [leave]
        support: [leave]
        bot:     membership.confirm [leave | back]
        support: [leave]
        bot:     membership.left
        seller:  /staff
        bot:     repair.unknown_command [menu | contact]
    """)
    await owner.acts("/staff")
    (left,) = await bot.rows(select(StaffEvent).where(StaffEvent.what == "left"))
    assert (left.actor_kind, left.actor_id, left.subject_id) == ("support", support.person.id, support.person.id)
    await owner.acts("[manager]")
    opens = owner.person.messages[-2].text.partition("?start=")[2].split()[0]
    await support.plays(f"""
        manager: /start {opens}
        bot:     join.welcome
        manager: /staff
        bot:     membership.own [leave]
    """)


@pytest.mark.parametrize("kind", DATABASES)
async def test_an_owner_who_is_out_of_the_settings_is_one_no_more(new_database: NewDatabase, kind: str) -> None:
    """Whatever keyboard is still open, and whatever link is still about."""
    url = new_database(kind)
    async with running(url, owners=2) as before:
        gone, staying = before.owners
        owner = Chat(before, "en", person=gone)
        await owner.plays("""
            owner: /staff
            bot:   staff.list [manager | support]
            owner: [manager]
            bot:   staff.invitation
            bot:   staff.forward_it [staff]
            owner: [staff]
            bot:   staff.list [manager | support | 0]
        """)
        link = owner.person.messages[-3].text.partition("?start=")[2].split()[0]
    async with before.server, at_work(before.server, url, [staying]) as bot:
        former, other = Chat(bot, "en", person=gone), Chat(bot, "en", person=staying)
        former._updates = owner._updates
        await former.plays("""
            owner:  [manager]
            toast:  repair.toast_button_unknown
            seller: /staff
            bot:    repair.unknown_command [menu | contact]
        """)
        await Chat(bot, "en").plays(f"seller: /start {link}\nbot: join.closed")
        await other.plays("""
            owner: /staff
            bot:   staff.list [manager | support]
        """)
        (row,) = await bot.rows(select(StaffMember).where(StaffMember.id == gone.id))
        assert (row.role, row.revoked_at) == ("owner", bot.clock())


async def test_an_owners_row_gives_no_right_by_itself(bot: Bot) -> None:
    seller = Chat(bot, "en")
    with bot.database.unit_of_work() as session:
        session.add(StaffMember(id=seller.person.id, role="owner", joined_at=bot.clock()))
    await seller.plays("""
        seller: /staff
        bot:    repair.unknown_command [menu | contact]
    """)


async def test_the_list_names_everybody_with_role_and_since_when(bot: Bot, owner: Chat) -> None:
    manager = await joins(owner, "manager")
    await owner.acts("/staff")
    text = owner.person.messages[-1].text
    assert f"• Olga @olga_{owner.person.id}: owner, since November 23, 2026" in text
    assert f"• {bot.owners[1].id}: owner" in text, "an owner who has never written goes by the id"
    assert f"• Li @li_{manager.person.id}: manager, since November 23, 2026" in text
    assert owner.person.messages[-1].labels[-1] == f"✕ Li @li_{manager.person.id}"
