"""A bot beside another one on the same database, as a second process behind a load balancer will be."""

import asyncio

from seller_bot import app
from seller_bot.settings import Settings, read

if __name__ == "__main__":
    asyncio.run(app.serve(read(Settings)))
