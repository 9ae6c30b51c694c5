"""How support comes to the demo's staff: by an invitation, as anybody does at a real bot."""

import asyncio
import re
import sys
from pathlib import Path

from seller_bot.demo.bot_process import environment
from seller_bot.demo.cast import SUPPORT
from seller_bot.demo.server import BotApiServer
from seller_bot.errors import OperatorError

LINK = re.compile(r"\bjoin_[A-Za-z0-9_-]+")


async def support_joins(server: BotApiServer, database: Path) -> None:
    """Once: whoever has been called support stays so, however often the demo is started."""
    if server.world.roles.get(SUPPORT) == "support":
        return
    await server.known_person(SUPPORT).says(f"/start {await _invitation(server, database)}")
    server.world.give_role(SUPPORT, "support")


async def _invitation(server: BotApiServer, database: Path) -> str:
    """What `seller-bot staff invite` prints, beside the running bot."""
    command = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "seller_bot", "staff", "invite", "--role", "support"),
        env=environment(server, database),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    said, _ = await command.communicate()
    found = LINK.search(said.decode())
    if found is None:
        raise OperatorError("Support can't be invited to the demo's staff: --reset begins anew.")
    return found[0]
