"""All guided conversations, one file each."""

from seller_bot.conversation.flow import Flows
from seller_bot.flows.binding import BINDING
from seller_bot.flows.help import HELP
from seller_bot.flows.language import LANGUAGE
from seller_bot.flows.menu import MENU
from seller_bot.flows.onboarding import ONBOARDING
from seller_bot.flows.support_request import SUPPORT_REQUEST
from seller_bot.flows.unbinding import UNBINDING

FLOWS = Flows(ONBOARDING, MENU, BINDING, UNBINDING, SUPPORT_REQUEST, HELP, LANGUAGE, home="menu")
