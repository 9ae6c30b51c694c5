"""The drawings, by the names that the steps of flows give them; every word in them is a `ui.*` text.

Each goes out as one picture: where two places are to be looked at, both are marked in the same menu.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from seller_bot.pictures.account import AFTER_BADGE, BADGE, BAR, LEFT, PRESS, Account
from seller_bot.texts import Texts

ARROW = " → "
"""What stands between the items of a path in the catalogues."""

Draw = Callable[[Account, Texts], None]


def way_to(path: str, *further: str) -> Draw:
    """The menu, opened down to where a path, and the items behind it, lead."""

    def draw(account: Account, texts: Texts) -> None:
        *opened, last = [*_items(texts, path), *map(texts.plain, further)]
        account.menu_bar(0, 300)
        for level, name in enumerate(opened):
            account.menu_item(level, level + 1, name)
        tip = account.menu_end(len(opened), len(opened) + 1, last)
        account.menu_bar(len(opened), 280)
        account.menu_bar(0, 230)
        account.point(tip)

    return draw


def employees_and_keys(account: Account, texts: Texts) -> None:
    """The two places besides the contacts where somebody may have access."""
    settings, employees = _items(texts, "ui.path_employees")
    *_, keys = _items(texts, "ui.path_api_keys")
    account.menu_bar(0, 300)
    account.menu_item(0, 1, settings)
    account.menu_end(1, 2, employees)
    account.menu_end(1, 3, keys)
    account.menu_bar(1, 280)
    account.menu_bar(0, 230)


def own_role(account: Account, texts: Texts) -> None:
    """The list of employees, where the role stands beside the name."""
    *way, page = _items(texts, "ui.path_employees")
    account.crumbs(way)
    account.heading(page)
    own = account.ring_row()
    account.person(own, 260, BAR)
    account.role(own, texts.plain("ui.administrator"))
    for width in (320, 220):
        other = account.row()
        account.person(other, width)
        account.other_role(other)


def partner_search(account: Account, texts: Texts) -> None:
    """The section of partners, the field in which to search, and what is found."""
    account.crumbs(_items(texts, "ui.path_contacts"))
    account.heading(texts.plain("ui.technology_partners"), number=1)
    account.search_field(number=2)
    found = account.ring_row()
    account.badge((LEFT + BADGE, found), 3, PRESS)
    account.company(LEFT + AFTER_BADGE, found, 300, BAR)
    account.company(LEFT + AFTER_BADGE, account.row(), 230)
    account.point((LEFT + 600, found + 14))


def partner_page_start(account: Account, texts: Texts) -> None:
    """The partner's page, with the button that binds it."""
    account.crumbs([texts.plain("ui.technology_partners")])
    account.company(LEFT, account.row(132), 380, BAR, 1.5)
    account.words(720, 800, 560)
    tip = account.button(account.row(116), texts.plain("ui.start"))
    account.row(32)
    account.point(tip)


def partner_page_cancel(account: Account, texts: Texts) -> None:
    """The partner in the list, with the button that unbinds it."""
    account.crumbs(_items(texts, "ui.path_contacts"))
    account.heading(texts.plain("ui.technology_partners"))
    account.company(LEFT, account.row(), 240)
    bound = account.row(116)
    account.company(LEFT, bound, 280, BAR)
    tip = account.button(bound, texts.plain("ui.cancel"))
    account.company(LEFT, account.row(), 200)
    account.point(tip)


def own_contacts(account: Account, texts: Texts) -> None:
    """The company among the seller's own contacts."""
    *way, page = _items(texts, "ui.path_contacts")
    account.crumbs(way)
    account.heading(page)
    bound = account.ring_row()
    account.company(LEFT, bound, 300, BAR)
    account.tick(bound)
    for width in (240, 320):
        account.company(LEFT, account.row(), width)


def ozon_id_number(account: Account, texts: Texts) -> None:
    """The profile: the number is opened, a new one written, a code asked for."""
    account.crumbs(_items(texts, "ui.ozon_id_profile"))
    own = account.row(112)
    account.person(own, 260, BAR)
    account.button(own, texts.plain("ui.edit"), number=1)
    account.field(number=2)
    account.button(account.row(112), texts.plain("ui.get_code"), number=3)


def _items(texts: Texts, path: str) -> list[str]:
    return texts.plain(path).split(ARROW)


DRAWINGS: Mapping[str, Draw] = MappingProxyType(
    {
        "useful_contacts": way_to("ui.path_contacts"),
        "technology_partners": way_to("ui.path_contacts", "ui.technology_partners"),
        "partner_search": partner_search,
        "partner_page_start": partner_page_start,
        "partner_page_cancel": partner_page_cancel,
        "own_contacts": own_contacts,
        "employees": way_to("ui.path_employees"),
        "own_role": own_role,
        "api_keys": way_to("ui.path_api_keys"),
        "employees_and_keys": employees_and_keys,
        "ozon_id_profile": way_to("ui.ozon_id_profile"),
        "ozon_id_number": ozon_id_number,
        "support_messages": way_to("ui.path_support"),
    }
)
