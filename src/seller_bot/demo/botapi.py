"""One call of the Bot API: from an HTTP request to the JSON that Telegram would answer."""

import inspect
import json
import time
from typing import Any

from seller_bot.demo.bodies import Body
from seller_bot.demo.errors import Refused
from seller_bot.demo.methods import METHODS, Method
from seller_bot.demo.parameters import Given, read_given
from seller_bot.demo.record import Call, Record
from seller_bot.demo.world import World

NOT_FOUND = Refused(404, "Not Found")
UNAUTHORIZED = Refused(401, "Unauthorized")


class BotApi:
    def __init__(self, world: World) -> None:
        self.world = world
        self.record = Record()

    async def call(self, token: str, name: str, body: Body) -> tuple[int, bytes]:
        """The HTTP status and the body of the answer; every call of a right token goes into the record."""
        started = time.perf_counter()
        n = self.record.next_number()
        violations: list[str] = []
        refusal: Refused | None = None
        result: Any = None
        method = METHODS.get(name.lower())
        try:
            if token != self.world.token:
                raise UNAUTHORIZED
            if method is None:
                raise NOT_FOUND
            given = read_given(method.parameters, body)
            violations = given.violations
            result = await self.answer(method, given)
        except Refused as refused:
            refusal = refused
        call = Call(
            n=n,
            method=method.name if method else name,
            params=shown(body),
            ok=refusal is None,
            error_code=refusal.error_code if refusal else None,
            description=refusal.description if refusal else None,
            seconds=time.perf_counter() - started,
            result=result,
        )
        self.record.add(call, violations)
        self.world.events.publish("call", call.event())
        return answer(result, refusal)

    async def answer(self, method: Method, given: Given) -> Any:
        result = method.answer(self.world, given)
        return await result if inspect.isawaitable(result) else result


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
            return json.loads(value)
        except ValueError:
            return value
    return value
