"""How the bot gets its updates: long polling or a webhook, never both."""

import re
from typing import Any
from urllib.parse import urlsplit

from seller_bot.demo.errors import bad_request, conflict
from seller_bot.demo.methods.registry import method
from seller_bot.demo.methods.shared import entity_list
from seller_bot.demo.parameters import Given, Json, Parameter, between, boolean, integer, string
from seller_bot.demo.updates import KINDS, USUAL
from seller_bot.demo.webhook import Webhook
from seller_bot.demo.world import World

PORTS = (80, 88, 443, 8443)
LONGEST_SECRET = 256
HERE = ("127.0.0.1", "localhost", "::1")
ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


def kinds(value: str) -> list[str] | None:
    """What is no list of names, Telegram ignores."""
    found: Any = entity_list(value)
    return [str(kind).lower() for kind in found] if isinstance(found, list) else None


def kind_doubts(found: Any) -> list[str]:
    return [f"{kind!r} is no kind of update" for kind in found if str(kind).lower() not in KINDS]


ALLOWED = Parameter("allowed_updates", kinds)


def allow(world: World, given: Given) -> None:
    if given["allowed_updates"] is not None:
        given.violations.extend(kind_doubts(given["allowed_updates"]))
        world.updates.allow(given["allowed_updates"])


@method(
    "getUpdates",
    Parameter("offset", integer, default=0),
    Parameter("limit", between(1, 100), default=100),
    Parameter("timeout", between(0, 50), default=0),
    ALLOWED,
)
async def get_updates(world: World, given: Given) -> list[Json]:
    if world.webhook.url:
        raise conflict(ACTIVE)
    allow(world, given)
    world.updates.confirm(given["offset"])
    return await world.updates.take(given["limit"], given["timeout"])


@method(
    "setWebhook",
    Parameter("url", string, default=""),
    Parameter("certificate", string),
    Parameter("ip_address", string, default=""),
    Parameter("max_connections", between(1, 100), default=40),
    ALLOWED,
    Parameter("drop_pending_updates", boolean, default=False),
    Parameter("secret_token", string, default=""),
)
def set_webhook(world: World, given: Given) -> bool:
    if not given["url"]:
        return remove_webhook(world, given)
    check_address(given["url"])
    if len(given["secret_token"]) > LONGEST_SECRET:
        raise bad_request("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", given["secret_token"]):
        raise bad_request("secret token contains unallowed characters")
    allow(world, given)
    if given["drop_pending_updates"]:
        world.updates.queue.clear()
    world.updates.supersede("setWebhook request")
    world.webhook.set(Webhook(given["url"], given["secret_token"], given["max_connections"], given["ip_address"]))
    return True


def check_address(url: str) -> None:
    """Telegram sends only to https and four ports; only a bot on this machine may listen elsewhere."""
    try:
        place = urlsplit(url if "://" in url else f"https://{url}")
        port = place.port or 443
    except ValueError:
        raise bad_request("invalid webhook URL specified") from None
    if place.scheme not in ("http", "https") or not place.hostname:
        raise bad_request("invalid webhook URL specified")
    if place.hostname in HERE:
        return
    if place.scheme == "http":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if port not in PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


@method("deleteWebhook", Parameter("drop_pending_updates", boolean, default=False))
def delete_webhook(world: World, given: Given) -> bool:
    return remove_webhook(world, given)


def remove_webhook(world: World, given: Given) -> bool:
    world.webhook.remove()
    if given["drop_pending_updates"]:
        world.updates.queue.clear()
    return True


@method("getWebhookInfo")
def get_webhook_info(world: World, given: Given) -> Json:
    world.updates.expire()
    found = {"url": world.webhook.url, "has_custom_certificate": False, **world.webhook.info()}
    if world.updates.allowed != USUAL:
        found["allowed_updates"] = sorted(world.updates.allowed)
    return {**found, "pending_update_count": len(world.updates.queue)}


@method("logOut")
def log_out(world: World, given: Given) -> bool:
    return True


@method("close")
def close(world: World, given: Given) -> bool:
    return True
