"""One call of the Bot API: from an HTTP request to the JSON that Telegram would answer."""

import asyncio
import inspect
import json
import logging
import re
import time
from typing import Any

from seller_bot.demo.access import found
from seller_bot.demo.bodies import Body
from seller_bot.demo.chats import Chat
from seller_bot.demo.errors import Refused
from seller_bot.demo.faults import Cut, Fault, Faults
from seller_bot.demo.methods import METHODS, Method
from seller_bot.demo.parameters import read_given
from seller_bot.demo.rates import Rates
from seller_bot.demo.record import Call, Record
from seller_bot.demo.unicode import parsed
from seller_bot.demo.unserved import UNSERVED
from seller_bot.demo.world import World

log = logging.getLogger(__name__)
TOKEN_FORM = re.compile(r"\d+:[\w-]+")
NOT_FOUND = Refused(404, "Not Found")
FAILED = Refused(500, "Internal Server Error")
NO_METHOD = Refused(404, "Not Found: method not found")
UNAUTHORIZED = Refused(401, "Unauthorized")
BAD_GATEWAY = b"<html><head><title>%d</title></head><body><center><h1>%d</h1></center><hr>nginx</body></html>"


class BotApi:
    def __init__(self, world: World) -> None:
        self.world = world
        self.record = Record()
        self.faults = Faults(world.updates)
        self.rates = Rates(world.clock)

    async def call(self, token: str, name: str, body: Body) -> tuple[int, bytes]:
        """The HTTP status and the body of the answer; every call of a right token goes into the record."""
        if token != self.world.token:
            return answer(None, UNAUTHORIZED if TOKEN_FORM.fullmatch(token) else NOT_FOUND)
        method = METHODS.get(name.lower())
        known = method.name if method else name
        fault = self.faults.take(known, body.arguments.get("chat_id", ""))
        if fault and fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        call = Running(self.record.next_number(), known, shown(body), fault.kind if fault else None)
        try:
            call.succeed(await self.answer(method, body, call, fault))
        except Refused as refusal:
            call.refusal = refusal
        except Cut:
            call.refusal = Refused(0, "The connection was cut before the call took effect.")
        self.keep(call, method)
        if fault and fault.kind.startswith("cut"):
            await asyncio.sleep(fault.seconds)
            raise Cut
        if fault and fault.kind == "refuse" and fault.error_code > 500:
            return fault.error_code, BAD_GATEWAY.replace(b"%d", str(fault.error_code).encode())
        return answer(call.result, call.refusal)

    async def answer(self, method: Method | None, body: Body, call: "Running", fault: Fault | None) -> Any:
        if fault and fault.kind == "cut_before":
            raise Cut
        if fault and fault.kind == "refuse":
            raise fault.refusal()
        if method is None:
            raise NO_METHOD
        chat = known_chat(self.world, body.arguments.get("chat_id", ""))
        self.rates.check(method.name, chat)
        try:
            result = method.answer(self.world, read_given(method.parameters, body, call.violations))
            result = await result if inspect.isawaitable(result) else result
            self.rates.count(method.name, chat, result)
            return result
        except Refused:
            raise
        except Exception as error:
            log.exception("%s failed", method.name)
            call.violations.append(f"this server failed: {error!r}")
            raise FAILED from error

    def keep(self, call: "Running", method: Method | None) -> None:
        if method is None and call.method.lower() in UNSERVED:
            call.violations.append("a method of the Bot API that this server does not serve")
        done = call.done()
        self.record.add(done, call.violations)
        if self.world.events.is_watched:
            self.world.events.publish("call", done.event())


def known_chat(world: World, chat_id: str) -> Chat | None:
    """The chat that the call names by its id or its @username."""
    try:
        return found(world, chat_id)
    except Refused:
        return None


class Running:
    """A call until it is answered."""

    def __init__(self, n: int, method: str, params: dict[str, Any], fault: str | None) -> None:
        self.n = n
        self.method = method
        self.params = params
        self.fault = fault
        self.started = time.perf_counter()
        self.violations: list[str] = []
        self.result: Any = None
        self.refusal: Refused | None = None

    def succeed(self, result: Any) -> None:
        self.result = result

    def done(self) -> Call:
        refusal = self.refusal
        return Call(
            n=self.n,
            method=self.method,
            params=self.params,
            ok=refusal is None,
            error_code=refusal.error_code if refusal else None,
            description=refusal.description if refusal else None,
            seconds=time.perf_counter() - self.started,
            result=self.result,
            fault=self.fault,
            came_at=self.started,
        )


def answer(result: Any, refusal: Refused | None) -> tuple[int, bytes]:
    if refusal is None:
        return 200, compact({"ok": True, "result": result})
    parameters = {"parameters": refusal.parameters} if refusal.parameters else {}
    refused = {"ok": False, "error_code": refusal.error_code, "description": refusal.description, **parameters}
    return refusal.error_code, compact(refused)


def compact(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def shown(body: Body) -> dict[str, Any]:
    """The parameters as a reader wants to see them: JSON values as values, files as their names."""
    values: dict[str, Any] = {name: plain(value) for name, value in body.arguments.items()}
    return values | {name: f"<{file.file_name}, {len(file.content)} bytes>" for name, file in body.files.items()}


def plain(value: str) -> Any:
    if value[:1] in ("{", "["):
        try:
            return parsed(value)
        except ValueError:
            return value
    return value
