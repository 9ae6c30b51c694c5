"""A link makes one person a member, once, within 48 hours."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from seller_bot.staff.events import StaffEvent
from seller_bot.staff.models import Invitation, StaffMember
from seller_bot.staff.queries import redeem
from seller_bot.storage.database import Database
from seller_bot.texts import LANGUAGES, Texts
from tests.conversations.staff.conftest import invites, joins
from tests.support.running import Bot
from tests.support.transcript import Chat

CLOSED = """
    bot: join.closed
"""


@pytest.mark.parametrize("locale", LANGUAGES)
@pytest.mark.parametrize("role", ["manager", "support"])
async def test_whoever_opens_the_link_is_welcomed_in_the_own_language(
    bot: Bot, owner: Chat, locale: str, role: str
) -> None:
    """The owner forwards it; the person learns the role, sees it again with /staff, and it is on record."""
    await owner.plays(f"""
        owner: /staff
        bot:   staff.list [manager | support]
        owner: [{role}]
        bot:   staff.invitation
        bot:   staff.forward_it [staff]
    """)
    member = await joins(owner, role, locale)
    assert Texts(locale).plain(f"staff.role_{role}") in member.person.messages[-1].text
    await member.plays(f"""
        {role}: /staff
        bot:    membership.own [leave]
    """)
    (row,) = await bot.rows(select(StaffMember).where(StaffMember.role == role))
    assert (row.id, row.locale, row.invited_by) == (member.person.id, locale, owner.person.id)
    (joined,) = await bot.rows(select(StaffEvent).where(StaffEvent.what == "joined"))
    assert (joined.actor_kind, joined.actor_id, joined.subject_id) == (role, row.id, row.id)
    assert joined.after["role"] == role


async def test_of_two_who_open_the_link_at_once_one_joins(bot: Bot, owner: Chat) -> None:
    opens = await invites(owner, "manager")
    both = Chat(bot, "en"), Chat(bot, "ru")
    heard = await asyncio.gather(*(chat.acts(opens) for chat in both))
    assert sorted(heard) == [["bot: join.closed"], ["bot: join.welcome"]]
    assert len(await bot.rows(select(StaffMember).where(StaffMember.role == "manager"))) == 1


async def test_who_was_outrun_by_another_process_is_told_that_the_link_is_dead(bot: Bot, owner: Chat) -> None:
    """The turn finds the link open, waits for the other one's commit, fails, and is taken anew."""
    opens, seller = await invites(owner, "manager"), Chat(bot, "en")
    (invitation_id,) = await bot.rows(select(Invitation.id))
    other = Database(bot.settings.database_url)
    with other.unit_of_work() as session:
        assert redeem(session, invitation_id, 99, bot.clock())
        await seller.person.says(opens)
        await asyncio.sleep(0.5)
    await other.close()
    await seller.noted()
    _, said = seller.person.messages
    assert said.text == Texts("en").plain("join.closed")
    assert await bot.rows(select(StaffMember).where(StaffMember.id == seller.person.id)) == []


async def test_the_link_is_dead_after_its_use_and_after_48_hours(bot: Bot, owner: Chat) -> None:
    opens = await invites(owner, "support")
    bot.clock.advance(timedelta(hours=48) - timedelta(seconds=1))
    await Chat(bot, "en").plays(f"support: {opens}\nbot: join.welcome")
    await Chat(bot, "en").plays(f"seller: {opens}\nbot: join.closed")
    late = await invites(owner, "support")
    bot.clock.advance(timedelta(hours=48))
    await Chat(bot, "en").plays(f"seller: {late}\nbot: join.closed")


@pytest.mark.parametrize("link", ["join_forged", "join_", "join_" + "x" * 59, "join"])
async def test_a_forged_link_says_no_more_than_a_dead_one(bot: Bot, link: str) -> None:
    seller = Chat(bot, "en")
    await seller.plays(f"""
        seller: /start {link}
        bot:    join.closed
        seller: /staff
        bot:    repair.unknown_command [menu | contact]
    """)


async def test_the_database_keeps_no_link_once_it_is_out(bot: Bot, owner: Chat) -> None:
    """A copy of the database lets nobody in."""
    token = (await invites(owner, "manager")).partition("join_")[2]
    assert len(token) == 22
    with bot.database.engine.connect() as connection:
        tables = connection.dialect.get_table_names(connection)
        rows = {table: connection.exec_driver_sql(f"SELECT * FROM {table}").all() for table in tables}
    kept = {table: str([tuple(row) for row in found]) for table, found in rows.items()}
    assert "invitation" in kept["staff_events"]
    assert [table for table, text in kept.items() if token in text] == []


async def test_an_invitation_can_be_withdrawn(bot: Bot, owner: Chat) -> None:
    opens = await invites(owner, "manager")
    await owner.plays("""
        owner: [staff]
        bot:   staff.list [manager | support | 0]
        owner: [0]
        bot:   staff.confirm_withdrawal [withdraw | back]
        owner: [withdraw]
        bot:   staff.withdrawn [staff]
    """)
    await Chat(bot, "en").plays(f"seller: {opens}\nbot: join.closed")
    (invitation,) = await bot.rows(select(Invitation))
    assert (invitation.revoked_at, invitation.used_at) == (bot.clock(), None)


async def test_an_invitation_that_was_used_meanwhile_is_not_called_withdrawn(bot: Bot, owner: Chat) -> None:
    opens = await invites(owner, "manager")
    await owner.plays("""
        owner: [staff]
        bot:   staff.list [manager | support | 0]
        owner: [0]
        bot:   staff.confirm_withdrawal [withdraw | back]
    """)
    await Chat(bot, "en").plays(f"manager: {opens}\nbot: join.welcome")
    await owner.plays("""
        owner: [withdraw]
        bot:   staff.invitation_closed [staff]
    """)


async def test_who_is_a_member_already_leaves_the_link_to_somebody_else(bot: Bot, owner: Chat) -> None:
    opens = await invites(owner, "manager")
    manager = await joins(owner, "manager")
    await owner.plays(f"owner: {opens}\nbot: join.already")
    await manager.plays(f"manager: {opens}\nbot: join.already")
    support = await joins(owner, "support")
    await support.plays(f"support: {opens}\nbot: join.welcome")
    (changed,) = await bot.rows(
        select(StaffEvent).where(StaffEvent.subject_id == support.person.id, StaffEvent.before != {})
    )
    assert (changed.before["role"], changed.after["role"]) == ("support", "manager")


async def test_a_link_in_the_middle_of_a_guide_keeps_the_place(bot: Bot, owner: Chat) -> None:
    opens = await invites(owner, "support")
    await Chat(bot, "en").plays(f"""
        seller:  /bind
        bot:     binding.ask_role [admin | not_admin | unsure]
        support: {opens}
        bot:     join.welcome
        bot:     binding.ask_role [admin | not_admin | unsure]
    """)
