"""All guided conversations, one file each."""

from seller_bot.conversation.flow import Flows
from seller_bot.flows.answers import ANSWERS
from seller_bot.flows.binding import BINDING
from seller_bot.flows.cases import CASES
from seller_bot.flows.checks import CODE_TROUBLE, LINK_TROUBLE, LOGIN_TROUBLE
from seller_bot.flows.confirmation import CONFIRMATION_FLOW
from seller_bot.flows.contact import CONTACT
from seller_bot.flows.go_on import NOT_NOW
from seller_bot.flows.help import HELP
from seller_bot.flows.join import JOIN
from seller_bot.flows.language import LANGUAGE
from seller_bot.flows.membership import MEMBERSHIP
from seller_bot.flows.menu import MENU
from seller_bot.flows.notices import NOTICES
from seller_bot.flows.onboarding import ONBOARDING
from seller_bot.flows.ozon_id import OZON_ID
from seller_bot.flows.rating import RATING
from seller_bot.flows.self_check import SELF_CHECK
from seller_bot.flows.staff import STAFF
from seller_bot.flows.status import STATUS
from seller_bot.flows.support_request import SUPPORT_REQUEST
from seller_bot.flows.unauthorized import UNAUTHORIZED
from seller_bot.flows.unbinding import UNBINDING

FLOWS = Flows(
    ONBOARDING,
    MENU,
    BINDING,
    CONFIRMATION_FLOW,
    UNBINDING,
    SUPPORT_REQUEST,
    SELF_CHECK,
    UNAUTHORIZED,
    OZON_ID,
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
