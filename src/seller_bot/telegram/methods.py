"""The methods of the Bot API that calls name, as python-telegram-bot has them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from telegram import (
    Bot,
    ForumTopic,
    InputFile,
    InputMediaAudio,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    Message,
    MessageId,
)

from seller_bot.telegram.outbound import Call

METHODS = {
    "sendMessage": "send_message",
    "sendPhoto": "send_photo",
    "sendDocument": "send_document",
    "sendVideo": "send_video",
    "sendAudio": "send_audio",
    "sendVoice": "send_voice",
    "sendAnimation": "send_animation",
    "sendSticker": "send_sticker",
    "sendVideoNote": "send_video_note",
    "sendMediaGroup": "send_media_group",
    "copyMessage": "copy_message",
    "copyMessages": "copy_messages",
    "editMessageText": "edit_message_text",
    "editMessageCaption": "edit_message_caption",
    "editMessageReplyMarkup": "edit_message_reply_markup",
    "deleteMessage": "delete_message",
    "deleteMessages": "delete_messages",
    "setMessageReaction": "set_message_reaction",
    "createForumTopic": "create_forum_topic",
    "answerCallbackQuery": "answer_callback_query",
}
MEDIA = {"photo": InputMediaPhoto, "document": InputMediaDocument, "video": InputMediaVideo, "audio": InputMediaAudio}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as a parameter of a call, made when the call is: it stands in no row, and keeps no transaction waiting.

    `kept` is told the file_id under which Telegram has it from then on, where it is a photo.
    """

    name: str
    make: Callable[[], Awaitable[bytes]]
    kept: Callable[[str], None] | None = None


class NotMade(Exception):
    """A file that a call was to bring could not be made: there was no call."""


async def ask(bot: Bot, call: Call) -> tuple[int, ...]:
    """Make the call once; the ids of what came of it: messages, new or changed, or a topic.

    Raises TelegramError, and NotMade before the call.
    """
    given = _given({name: await _made(value) for name, value in call["parameters"].items()})
    made = await getattr(bot, METHODS[call["method"]])(**given)
    for value in call["parameters"].values():
        if isinstance(value, Upload) and value.kept is not None and isinstance(made, Message) and made.photo:
            value.kept(made.photo[-1].file_id)
    return _ids(made)


async def _made(value: object) -> object:
    return InputFile(await _content(value), filename=value.name) if isinstance(value, Upload) else value


async def _content(upload: Upload) -> bytes:
    try:
        return await upload.make()
    except Exception as error:
        raise NotMade(f"{upload.name} could not be made: {type(error).__name__}") from error


def _given(parameters: dict[str, Any]) -> dict[str, Any]:
    """python-telegram-bot passes on as plain data all but the parts of an album."""
    if "media" not in parameters:
        return parameters
    return {**parameters, "media": [_part(part) for part in parameters["media"]]}


def _part(part: dict[str, Any]) -> object:
    return MEDIA[part["type"]](**{name: value for name, value in part.items() if name != "type"})


def _ids(made: object) -> tuple[int, ...]:
    match made:
        case Message() | MessageId():
            return (made.message_id,)
        case ForumTopic():
            return (made.message_thread_id,)
        case tuple():
            return tuple(part.message_id for part in made)
        case _:
            return ()
