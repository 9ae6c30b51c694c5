"""Delivery to a webhook: secret, order, retries, Retry-After, expiry, answers that are calls."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest

from seller_bot.demo.front import read_all, respond
from seller_bot.demo.listening import Listening, bound, quiet
from seller_bot.demo.people import Person
from seller_bot.demo.server import BotApiServer
from tests.demo.conftest import Bot

Json = dict[str, Any]
Reply = tuple[int, dict[str, str], bytes]


class Hook:
    """The bot's side: takes updates and answers each as the test says."""

    def __init__(self) -> None:
        self.taken: list[Json] = []
        self.secrets: list[str] = []
        self.reply: Callable[[Json], Awaitable[Reply]] = self.accept
        self.url = ""
        self.news = asyncio.Event()

    async def accept(self, update: Json) -> Reply:
        return 200, {}, b""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        headers = dict(scope["headers"])
        self.secrets.append(headers.get(b"x-telegram-bot-api-secret-token", b"").decode())
        update = json.loads(await read_all(receive))
        self.taken.append(update)
        self.news.set()
        status, extra, content = await self.reply(update)
        if extra:
            await send(
                {
                    "type": "http.response.start",
                    "status": status,
                    "headers": [(k.encode(), v.encode()) for k, v in extra.items()],
                }
            )
            await send({"type": "http.response.body", "body": content})
        else:
            await respond(send, status, content, b"application/json")

    async def takes(self, count: int) -> list[Json]:
        async with asyncio.timeout(5):
            while len(self.taken) < count:
                self.news.clear()
                await self.news.wait()
        return self.taken


@pytest.fixture
async def hook(server: BotApiServer) -> AsyncIterator[Hook]:
    hook = Hook()
    socket = bound("127.0.0.1", 0)
    hook.url = f"http://127.0.0.1:{socket.getsockname()[1]}/hook"
    listening = Listening(quiet(hook))
    task = asyncio.create_task(listening.serve([socket]))
    await listening.started_up.wait()
    server.world.webhook.backoff = 0.01
    yield hook
    server.world.webhook.remove()
    listening.stop()
    await task


async def test_updates_are_pushed_with_the_secret(bot: Bot, hook: Hook, li: Person) -> None:
    """And polling is refused while a webhook is set."""
    await bot("setWebhook", url=hook.url, secret_token="s3cret_-")
    await li.says("hello")
    (update,) = await hook.takes(1)
    assert update["message"]["text"] == "hello"
    assert hook.secrets == ["s3cret_-"]
    refusal = await bot.refused("getUpdates")
    assert (refusal.code, refusal.description) == (
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    )
    info = await bot("getWebhookInfo")
    assert (info["url"], info["max_connections"]) == (hook.url, 40)


async def test_waiting_poll_is_ended_by_setting_a_webhook(bot: Bot, hook: Hook) -> None:
    """The poller is told why."""
    poll = asyncio.create_task(bot.refused("getUpdates", timeout=30))
    await bot.server.polled()
    await bot("setWebhook", url=hook.url)
    assert (await poll).description == "Conflict: terminated by setWebhook request"


async def test_update_is_tried_again_until_it_is_taken(bot: Bot, hook: Hook, li: Person) -> None:
    """A failing webhook delays its chat, keeps the order there, and is named in getWebhookInfo."""
    failures = iter([500, 502, 500])

    async def fail_first(update: Json) -> Reply:
        return next(failures, 200), {}, b""

    hook.reply = fail_first
    await bot("setWebhook", url=hook.url)
    await li.says("one")
    await li.says("two")
    taken = await hook.takes(5)
    assert [update["message"]["text"] for update in taken] == ["one", "one", "one", "one", "two"]
    info = await bot("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"


async def test_other_chats_and_callbacks_do_not_wait_for_a_failing_one(
    bot: Bot, server: BotApiServer, hook: Hook, li: Person
) -> None:
    """Messages queue by chat, button presses by person: a press overtakes a message that can't be delivered."""
    anna = server.person("Anna")

    async def fail_messages_of_li(update: Json) -> Reply:
        return 500 if update.get("message", {}).get("chat", {}).get("id") == li.id else 200, {}, b""

    hook.reply = fail_messages_of_li
    keyboard = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    await bot("sendMessage", chat_id=li.id, text="?", reply_markup=keyboard)
    await bot("setWebhook", url=hook.url)
    await li.says("stuck")
    await li.presses("go")
    await anna.says("/start")
    async with asyncio.timeout(5):
        while not any("callback_query" in u for u in hook.taken) or not any(
            u.get("message", {}).get("text") == "/start" for u in hook.taken
        ):
            await hook.takes(len(hook.taken) + 1)
    pending = await bot("getWebhookInfo")
    assert pending["pending_update_count"] == 1


async def test_retry_after_of_the_webhook_is_heeded(bot: Bot, server: BotApiServer, hook: Hook, li: Person) -> None:
    """So long, and not the usual time, passes before the next try."""
    replies = iter([(503, {"retry-after": "7", "content-length": "0"}, b"")])

    async def busy_once(update: Json) -> Reply:
        return next(replies, (200, {}, b""))

    hook.reply = busy_once
    server.world.webhook.backoff = 0.02
    await bot("setWebhook", url=hook.url)
    started = asyncio.get_running_loop().time()
    await li.says("hello")
    await hook.takes(2)
    assert 0.14 <= asyncio.get_running_loop().time() - started < 2


async def test_update_that_is_too_old_is_dropped(bot: Bot, server: BotApiServer, hook: Hook, li: Person) -> None:
    """A day for messages: then Telegram gives up."""

    async def fail(update: Json) -> Reply:
        return 500, {}, b""

    hook.reply = fail
    await bot("setWebhook", url=hook.url)
    await li.says("never read")
    await hook.takes(1)
    server.advance(24 * 60 * 60)
    assert (await bot("getWebhookInfo"))["pending_update_count"] == 0


async def test_answer_of_the_webhook_can_be_a_call(bot: Bot, hook: Hook, li: Person) -> None:
    """A method in the body is run as if the bot had called it."""

    async def answer(update: Json) -> Reply:
        call = {"method": "sendMessage", "chat_id": update["message"]["chat"]["id"], "text": "at once"}
        return 200, {}, json.dumps(call).encode()

    hook.reply = answer
    await bot("setWebhook", url=hook.url)
    await li.says("hello")
    assert (await li.sees()).text == "at once"


async def test_pending_updates_can_be_dropped_and_polling_comes_back(bot: Bot, hook: Hook, li: Person) -> None:
    """deleteWebhook ends the pushing; what waits is kept unless it is dropped."""
    await bot("setWebhook", url=hook.url)
    await bot("deleteWebhook")
    await li.says("kept")
    assert len(await bot("getUpdates")) == 1
    await bot("deleteWebhook", drop_pending_updates=True)
    assert await bot("getUpdates") == []
    assert hook.taken == []
