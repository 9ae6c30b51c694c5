"""A seller never learns that there is anything for the staff; each member reaches only what the own role may."""

import asyncio

import pytest

from seller_bot.conversation.turn import Pressed
from seller_bot.demo.people import Person
from seller_bot.flows import FLOWS
from seller_bot.telegram.keyboards import encode
from seller_bot.telegram.profile import LANGUAGE_CODES
from tests.conversations.staff.conftest import joins
from tests.support.running import Bot
from tests.support.transcript import Chat

HIDDEN = [flow for flow in FLOWS.values() if flow.for_roles]


async def test_staff_is_an_unknown_command_to_a_seller(bot: Bot) -> None:
    unknown, hidden = await Chat(bot, "en").exchange("/nonsense"), await Chat(bot, "en").exchange("/staff")
    assert [message.html for message in hidden.messages] == [message.html for message in unknown.messages]
    assert [message.buttons for message in hidden.messages] == [message.buttons for message in unknown.messages]


@pytest.mark.parametrize("flow", HIDDEN, ids=lambda flow: flow.id)
async def test_forged_buttons_of_the_staff_are_unknown_to_a_seller(bot: Bot, owner: Chat, flow: object) -> None:
    seller = Chat(bot, "en")
    await seller.plays("seller: /menu\nbot: menu.home [want | trouble | status | contact | notices | language | help]")
    await owner.acts("/staff")
    newest = seller.person.messages[-1].message_id
    forged = [Pressed(flow=one.id) for one in HIDDEN if one is flow]
    forged += [
        Pressed(flow=one.id, step=step.id, choice=choice, visit=visit)
        for one in HIDDEN
        if one is flow
        for step in one.steps.values()
        for choice in (*step.choices, "0", "back")
        for visit in (0, 1)
    ]
    for press in forged:
        await seller.presses_forged(encode(press), newest)
        await seller.heard("toast: repair.toast_button_unknown")


async def test_a_manager_reaches_nothing_of_the_owners(owner: Chat) -> None:
    manager = await joins(owner, "manager")
    await manager.plays("manager: /staff\nbot: membership.own [leave]")
    newest = manager.person.messages[-1].message_id
    for forged in ("staff:::0", "staff:list:manager:1", "staff:list:0:1", "staff:removal:remove:1"):
        await manager.presses_forged(forged, newest)
        await manager.heard("toast: repair.toast_button_unknown")


async def test_only_the_staff_sees_the_command_and_only_as_long_as_they_are_members(bot: Bot, owner: Chat) -> None:
    seller, manager = Chat(bot, "ru"), await joins(owner, "manager", "ru")
    await seller.acts("/menu")
    await sees_command(bot, manager.person, "Сотрудники и ваша роль")
    await sees_command(bot, owner.person, "Staff and your role")
    assert "staff" not in shown(bot, seller.person)
    manager.locale = "zh_Hans"
    await manager.acts("/language")
    await manager.acts("[zh_Hans]")
    await sees_command(bot, manager.person, "团队成员和你的角色")
    await owner.acts("/staff")
    await owner.acts("[0]")
    await owner.acts("[remove]")
    await sees_command(bot, manager.person, None)
    assert "menu" in shown(bot, manager.person)


async def test_a_list_that_telegram_could_not_take_is_shown_later(bot: Bot, owner: Chat) -> None:
    await published(bot)
    bot.server.faults.refuses(502, method="setMyCommands", description="Bad Gateway")
    await owner.acts("/staff")
    await sees_command(bot, owner.person, "Staff and your role")


async def test_a_chat_that_refuses_the_list_keeps_nobody_elses_from_being_shown(bot: Bot, owner: Chat) -> None:
    await published(bot)
    bot.server.faults.refuses(403, method="setMyCommands", description="Forbidden: bot was blocked by the user")
    await owner.acts("/staff")
    other = Chat(bot, "en", person=bot.owners[1])
    await other.acts("/staff")
    await sees_command(bot, other.person, "Staff and your role")
    assert "staff" not in shown(bot, owner.person)


async def published(bot: Bot) -> None:
    """What everybody sees is there, so that a fault meets the staff's list."""
    async with asyncio.timeout(10):
        while len(bot.server.world.profile.commands) < len(LANGUAGE_CODES):
            await asyncio.sleep(0.02)


async def sees_command(bot: Bot, person: Person, description: str | None) -> None:
    async with asyncio.timeout(10):
        while shown(bot, person).get("staff") != description:
            await asyncio.sleep(0.02)


def shown(bot: Bot, person: Person) -> dict[str, str]:
    commands = bot.server.world.profile.shown_commands(person.id, person.user.language_code)
    return {command["command"]: command["description"] for command in commands}
