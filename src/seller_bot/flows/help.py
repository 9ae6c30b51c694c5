"""What the bot is, what it can't do, and where help is to be had besides.

seller: /help
bot:    help.about [menu]
"""

from seller_bot.conversation.flow import Flow
from seller_bot.conversation.step import Step

HELP = Flow("help", Step("about", ask="help.about", doors=("menu",)), commands=("help",), aside=True)
