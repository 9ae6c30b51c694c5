"""A bot that does what a test says: each line is one call of the Bot API over HTTP."""

from typing import Any

import httpx

from seller_bot.demo.server import BotApiServer

Json = dict[str, Any]


class PlayedBot:
    def __init__(self, server: BotApiServer, client: httpx.AsyncClient) -> None:
        self.client = client
        self.username = server.world.bot.username
        self.address = f"{server.url}/bot{server.token}/"

    async def calls(self, method: str, **params: Any) -> Any:
        """The result; an AssertionError with the server's words if it refuses."""
        answer = await self.answer(method, **params)
        assert answer["ok"], answer
        return answer["result"]

    async def answer(self, method: str, **params: Any) -> Json:
        response = await self.client.post(self.address + method, json=params)
        answer: Json = response.json()
        return answer

    async def says(self, person_id: int, text: str, *rows: list[Json], **params: Any) -> int:
        """A message in HTML with rows of buttons under it; its id."""
        if rows:
            params["reply_markup"] = {"inline_keyboard": list(rows)}
        message = await self.calls("sendMessage", chat_id=person_id, text=text, parse_mode="HTML", **params)
        return int(message["message_id"])

    async def polls(self) -> list[Json]:
        """The updates that wait; all of them are confirmed."""
        updates: list[Json] = await self.calls("getUpdates", timeout=2)
        if updates:
            await self.calls("getUpdates", offset=updates[-1]["update_id"] + 1)
        return updates

    async def pressed(self) -> Json:
        """The next press of a button."""
        for _ in range(5):
            for update in await self.polls():
                if "callback_query" in update:
                    query: Json = update["callback_query"]
                    return query
        raise AssertionError("nobody pressed a button")


def button(text: str, data: str | None = None, **more: Any) -> Json:
    return {"text": text, **({"callback_data": data} if data else {}), **more}
