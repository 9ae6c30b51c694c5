"""Sending what is no file: texts, contacts, places, and the bot's being at work."""

from seller_bot.demo import access
from seller_bot.demo.errors import bad_request
from seller_bot.demo.methods.delivery import deliver, for_bot
from seller_bot.demo.methods.registry import method
from seller_bot.demo.methods.shared import BUSINESS, CHAT, LINK_PREVIEW, SENDING, THREAD, entity_list
from seller_bot.demo.parameters import Given, Json, Parameter, integer, number, string
from seller_bot.demo.texts import dropped_entities, message_text
from seller_bot.demo.world import World

NAMES = """
cancel typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker
find_location record_video_note upload_video_note record_audio upload_audio pick_up_location
"""
ACTIONS = frozenset(NAMES.split())
TEXT = (
    LINK_PREVIEW,
    Parameter("text", string, missing="message text is empty"),
    Parameter("parse_mode", string, default=""),
    Parameter("entities", entity_list, shape="MessageEntity"),
)


def given_text(world: World, given: Given) -> Json:
    found = message_text(given["text"], given["parse_mode"], given["entities"], world.known)
    given.violations.extend(dropped_entities(found))
    preview = {"link_preview_options": given["link_preview_options"]} if given["link_preview_options"] else {}
    return {**found.json(), **preview}


@method("sendMessage", *TEXT, *SENDING)
def send_message(world: World, given: Given) -> Json:
    return for_bot(deliver(world, given, "text", given_text(world, given)))


@method(
    "sendContact",
    Parameter("phone_number", string, missing='parameter "phone_number" is required'),
    Parameter("first_name", string, missing='parameter "first_name" is required'),
    Parameter("last_name", string, default=""),
    Parameter("vcard", string, default=""),
    *SENDING,
)
def send_contact(world: World, given: Given) -> Json:
    names = ("phone_number", "first_name", "last_name", "vcard")
    contact = {name: given[name] for name in names if given[name]}
    return for_bot(deliver(world, given, "contact", {"contact": contact}))


@method(
    "sendLocation",
    Parameter("latitude", number, missing="latitude is empty"),
    Parameter("longitude", number, missing="longitude is empty"),
    Parameter("horizontal_accuracy", number, default=0),
    Parameter("live_period", integer, default=0),
    Parameter("heading", integer, default=0),
    Parameter("proximity_alert_radius", integer, default=0),
    *SENDING,
)
def send_location(world: World, given: Given) -> Json:
    if abs(given["latitude"]) > 90 or abs(given["longitude"]) > 180:
        raise bad_request("wrong location specified")
    places = ("latitude", "longitude", "horizontal_accuracy", "live_period", "heading", "proximity_alert_radius")
    location = {name: given[name] for name in places if given[name] or name in ("latitude", "longitude")}
    return for_bot(deliver(world, given, "location", {"location": location}))


@method("sendChatAction", Parameter("action", string, default=""), BUSINESS, THREAD, CHAT)
def send_chat_action(world: World, given: Given) -> bool:
    action = given["action"].lower()
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = access.writable(world, given["chat_id"])
    world.publish(chat, "chat_action", {"action": action})
    return True
