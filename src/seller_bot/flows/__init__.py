"""All guided conversations, one file each."""

from seller_bot.conversation.flow import Flows
from seller_bot.flows.admin_role import ADMIN_ROLE
from seller_bot.flows.answers import ANSWERS
from seller_bot.flows.binding import BINDING
from seller_bot.flows.cases import CASES
from seller_bot.flows.checks import CODE_TROUBLE, LINK_TROUBLE, LOGIN_TROUBLE
from seller_bot.flows.choose_partner import CHOOSE_PARTNER
from seller_bot.flows.confirmation import CONFIRMATION_FLOW
from seller_bot.flows.contact import CONTACT
from seller_bot.flows.go_on import NOT_NOW
from seller_bot.flows.help import HELP
from seller_bot.flows.join import JOIN
from seller_bot.flows.language import LANGUAGE
from seller_bot.flows.membership import MEMBERSHIP
from seller_bot.flows.menu import MENU
from seller_bot.flows.not_listed import NOT_LISTED
from seller_bot.flows.notices import NOTICES
from seller_bot.flows.onboarding import ONBOARDING
from seller_bot.flows.ozon_id import ID_TROUBLE, OZON_ID
from seller_bot.flows.rating import RATING
from seller_bot.flows.self_check import SELF_CHECK
from seller_bot.flows.staff import STAFF
from seller_bot.flows.status import STATUS
from seller_bot.flows.support_request import SUPPORT_REQUEST
from seller_bot.flows.traps import TRAPS
from seller_bot.flows.unauthorized import UNAUTHORIZED
from seller_bot.flows.unbind_trouble import UNBIND_TROUBLE
from seller_bot.flows.unbinding import UNBINDING
from seller_bot.flows.waiting import WAITING

FLOWS = Flows(
    ONBOARDING,
    MENU,
    CHOOSE_PARTNER,
    ADMIN_ROLE,
    BINDING,
    NOT_LISTED,
    WAITING,
    CONFIRMATION_FLOW,
    UNBINDING,
    UNBIND_TROUBLE,
    SUPPORT_REQUEST,
    SELF_CHECK,
    TRAPS,
    UNAUTHORIZED,
    OZON_ID,
    ID_TROUBLE,
    LINK_TROUBLE,
    LOGIN_TROUBLE,
    CODE_TROUBLE,
    CONTACT,
    *CASES,
    STATUS,
    RATING,
    NOTICES,
    HELP,
    LANGUAGE,
    NOT_NOW,
    JOIN,
    STAFF,
    MEMBERSHIP,
    home="menu",
    person="contact",
    answers=ANSWERS,
)
