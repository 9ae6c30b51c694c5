"""Calls that Telegram refuses, in its words; each row says how we know.

Sources, shortened in the rows:
live    observed on api.telegram.org by others (github.com/atahanyorganci/effect-telegram-api, errors/errors.json)
client  the source of the Bot API server (github.com/tdlib/telegram-bot-api, Client.cpp), with its function
tdlib   the source of the library below it (github.com/tdlib/td), with its file
doc     a sentence of core.telegram.org/bots/api
known   quoted word for word by many public bots that had to handle it

In values, {li} and the like are filled with the ids of the world that `scene` makes in test_refusals.py.
"""

from dataclasses import dataclass, field
from typing import Any

from seller_bot.demo.samples import png


@dataclass(frozen=True)
class Row:
    method: str
    parameters: dict[str, Any]
    description: str
    source: str
    code: int = 400
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)


def text(description: str, source: str, code: int = 400, /, **parameters: Any) -> Row:
    """A sendMessage to Li that goes wrong in one thing."""
    return Row("sendMessage", {"chat_id": "{li}", "text": "hello", **parameters}, description, source, code)


def button(description: str, source: str, /, **fields: Any) -> Row:
    return text(description, source, reply_markup={"inline_keyboard": [[{"text": "Go", **fields}]]})


def entity(description: str, source: str, /, **fields: Any) -> Row:
    return text(description, source, entities=[{"type": "bold", "offset": 0, "length": 5, **fields}])


def html(description: str, source: str, /) -> Row:
    """What the description says of `source`, behind Telegram's "can't parse entities: "."""
    return text(f"Bad Request: can't parse entities: {description}", "live", text=source, parse_mode="HTML")


def markdown(description: str, source: str, /) -> Row:
    return text(f"Bad Request: can't parse entities: {description}", "live", text=source, parse_mode="MarkdownV2")


def reserved(character: str) -> Row:
    escaped = "is reserved and must be escaped with the preceding '\\'"
    return markdown(f"Character '{character}' {escaped}", f"a{character}b")


NO_IDS = "Bad Request: message identifiers are not specified"
TEXTS = [
    text("Bad Request: message text is empty", "live", text=""),
    text("Bad Request: text must be non-empty", "live", text="   "),
    text(
        "Bad Request: text must be non-empty",
        "tdlib MessageEntity.cpp, fix_formatted_text",
        text="<b> </b>",
        parse_mode="HTML",
    ),
    *(
        text("Bad Request: text must be non-empty", "tdlib misc.cpp, is_empty_string", text=invisible)
        for invisible in ("\u00a0", "\u200b", "\u3000\u2003", "\u2800", "\ufeff", "\u200e\u200f", "\u180e \ufffc")
    ),
    text("Bad Request: message is too long", "live", text="x" * 4097),
    text("Bad Request: text is too long", "client get_formatted_text: 1 << 15 bytes", text="я" * 16385),
    text("Bad Request: unsupported parse_mode", "live", parse_mode="INVALID"),
    text("Bad Request: chat_id is empty", "live", chat_id=""),
    text("Bad Request: chat not found", "live", chat_id="0"),
    text("Bad Request: chat not found", "live", chat_id="not_a_chat"),
    text("Bad Request: chat not found", "live", chat_id="@this_channel_does_not_exist_12345xyz"),
    text("Bad Request: chat not found", "live", chat_id="-1"),
    text(
        "Forbidden: bot was blocked by the user",
        "client fail_query_with_error: USER_IS_BLOCKED",
        403,
        chat_id="{boris}",
    ),
    text(
        "Forbidden: bot can't initiate conversation with a user",
        "known",
        403,
        chat_id="{anna}",
    ),
    text("Forbidden: bot was kicked from the supergroup chat", "client check_chat_access", 403, chat_id="{closed}"),
    text("Forbidden: bot is not a member of the supergroup chat", "client check_chat_access", 403, chat_id="{foreign}"),
    text("Bad Request: group chat was upgraded to a supergroup chat", "client check_chat_access", chat_id="{upgraded}"),
    text(
        "Bad Request: not enough rights to send text messages to the chat",
        "known",
        chat_id="{silent}",
    ),
    text("Bad Request: message thread not found", "live", message_thread_id=999999999),
    text(
        "Bad Request: TOPIC_CLOSED",
        "known",
        chat_id="{forum}",
        message_thread_id="{closed_topic}",
    ),
    text(
        "Bad Request: TOPIC_DELETED",
        "known (LiveHelperChat/telegram#69, SideCloudGroup/BetterForward#58)",
        chat_id="{forum}",
        message_thread_id="{gone_topic}",
    ),
    text("Bad Request: business connection not found", "live", business_connection_id="invalid"),
    text("Bad Request: EFFECT_ID_INVALID", "live", message_effect_id="9999999999999999999"),
    text("Bad Request: FLOODSKIP_NOT_ALLOWED", "live", allow_paid_broadcast=True),
    text(
        "Bad Request: suggested posts can be sent only to channel direct messages", "live", suggested_post_parameters={}
    ),
    text("Bad Request: WEBPAGE_URL_INVALID", "live", link_preview_options={"url": "not-a-url"}),
    text(
        'Bad Request: field "is_disabled" must be of type Boolean', "live", link_preview_options={"is_disabled": "yes"}
    ),
    text(
        "Bad Request: object expected as link preview options",
        "client get_link_preview_options",
        link_preview_options=[],
    ),
]
REPLIES = [
    text("Bad Request: message to be replied not found", "live", reply_parameters={"message_id": 999999999}),
    text('Bad Request: can\'t find field "message_id"', "live", reply_parameters={"quote": "hello"}),
    text("Bad Request: object expected as reply parameters", "client get_reply_parameters", reply_parameters=[1]),
    text(
        "Bad Request: QUOTE_TEXT_INVALID",
        "known",
        reply_parameters={"message_id": "{own}", "quote": "never said"},
    ),
]
ENTITIES = [
    entity("Bad Request: entity begins after the end of the text at UTF-16 offset 100", "live", offset=100, length=1),
    entity(
        "Bad Request: entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 100",
        "live",
        length=100,
    ),
    entity("Bad Request: receive an entity with incorrect offset -1", "live", offset=-1, length=1),
    entity("Bad Request: can't parse MessageEntity: Unsupported type specified", "live", type="invalid_type"),
    entity("Bad Request: entity URL 'not-a-url' is invalid: Wrong HTTP URL", "live", type="text_link", url="not-a-url"),
    entity("Bad Request: entity URL '' is invalid: URL host is empty", "live", type="text_link", url=""),
    entity("Bad Request: can't parse MessageEntity: Can't find field \"url\"", "live", type="text_link"),
    entity("Bad Request: can't parse MessageEntity: Can't find field \"user\"", "live", type="text_mention"),
    entity(
        "Bad Request: user not found", "live", type="text_mention", user={"id": 0, "is_bot": False, "first_name": "X"}
    ),
    entity("Bad Request: can't parse MessageEntity: Can't find field \"custom_emoji_id\"", "live", type="custom_emoji"),
    entity(
        'Bad Request: can\'t parse MessageEntity: Field "custom_emoji_id" must be a valid Number',
        "live",
        type="custom_emoji",
        custom_emoji_id="9999999999999999999",
    ),
]
FORMATS = [
    html('Unsupported start tag "script" at byte offset 0', "<script>alert(1)</script>"),
    html('Unsupported start tag "br" at byte offset 12', "привет<br>"),
    html('Can\'t find end tag corresponding to start tag "b"', "<b>unclosed"),
    html('Unmatched end tag at byte offset 10, expected "</i>", found "</b>"', "<b><i>test</b></i>"),
    html("Invalid custom emoji identifier specified", '<tg-emoji emoji-id="9999999999999999999">x</tg-emoji>'),
    html("Unclosed start tag at byte offset 2", "5 <6"),
    html("Unexpected end tag at byte offset 1", "a</b>"),
    html('Tag "span" must have class "tg-spoiler" at byte offset 0', "<span>x</span>"),
    markdown("Can't find end of Bold entity at byte offset 0", "*unclosed"),
    markdown("Can't find end of Bold entity at byte offset 15", "*bold _italic\\_*"),
    *map(reserved, ".-!(#+={>|"),
]
BUTTONS = [
    button("Bad Request: BUTTON_DATA_INVALID", "live", callback_data="x" * 65),
    button("Bad Request: BUTTON_DATA_INVALID", "doc: 1-64 bytes", callback_data="я" * 33),
    button(
        "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard", "live"
    ),
    button(
        "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        "live",
        callback_data="",
    ),
    button("Bad Request: inline keyboard button URL 'not-a-url' is invalid: Wrong HTTP URL", "live", url="not-a-url"),
    button(
        "Bad Request: inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol",
        "live",
        url="ftp://example.com",
    ),
    button(
        "Bad Request: inline keyboard button Web App URL 'http://example.com' is invalid: Only HTTPS links are allowed",
        "live",
        web_app={"url": "http://example.com"},
    ),
    button("Bad Request: BUTTON_COPY_TEXT_INVALID", "live", copy_text={"text": ""}),
    button("Bad Request: BUTTON_USER_PRIVACY_RESTRICTED", "known (pyrogram/pyrogram#1193)", url="{hidden_link}"),
    button("Bad Request: BUTTON_COPY_TEXT_INVALID", "live", copy_text={"text": "x" * 257}),
    button("Bad Request: BUTTON_TYPE_INVALID", "live", pay=True),
    button("Bad Request: BUTTON_TYPE_INVALID", "live", callback_game={}),
    button("Bad Request: BOT_DOMAIN_INVALID", "live", login_url={"url": "https://example.com"}),
    button(
        'Bad Request: can\'t parse inline keyboard button: Field "allow_user_chats" must be of type Boolean',
        "live",
        switch_inline_query_chosen_chat={"allow_user_chats": "yes"},
    ),
    text(
        "Bad Request: can't parse inline keyboard button: Can't find field \"text\"",
        "live",
        reply_markup={"inline_keyboard": [[{"callback_data": "x"}]]},
    ),
    text(
        "Bad Request: can't parse inline keyboard button: InlineKeyboardButton must be an Object",
        "client get_inline_keyboard_button",
        reply_markup={"inline_keyboard": [["Go"]]},
    ),
    text(
        'Bad Request: field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        "client get_reply_markup",
        reply_markup={"inline_keyboard": [{"text": "Go"}]},
    ),
    text('Bad Request: field "inline_keyboard" must be of type Array', "live", reply_markup={"inline_keyboard": "bad"}),
    text('Bad Request: field "keyboard" must be of type Array', "live", reply_markup={"keyboard": "bad"}),
    text('Bad Request: field "force_reply" must be of type Boolean', "live", reply_markup={"force_reply": "yes"}),
    text(
        'Bad Request: field "remove_keyboard" must be of type Boolean', "live", reply_markup={"remove_keyboard": "yes"}
    ),
    text(
        'Bad Request: field "resize_keyboard" must be of type Boolean',
        "live",
        reply_markup={"keyboard": [["A"]], "resize_keyboard": "yes"},
    ),
    text(
        "Bad Request: can't parse keyboard button: Can't find field \"request_id\"",
        "live",
        reply_markup={"keyboard": [[{"text": "chat", "request_chat": {"chat_is_channel": True}}]]},
    ),
    text(
        "Bad Request: keyboard button Web App URL 'http://example.com' is invalid: Only HTTPS links are allowed",
        "live",
        reply_markup={"keyboard": [[{"text": "app", "web_app": {"url": "http://example.com"}}]]},
    ),
    text("Bad Request: object expected as reply markup", "client get_reply_markup", reply_markup=[]),
    text("Bad Request: can't parse reply keyboard markup JSON object", "client get_reply_markup", reply_markup="{"),
    text(
        "Bad Request: reply markup is too long",
        "client fail_query_with_error: REPLY_MARKUP_TOO_LONG",
        reply_markup={"inline_keyboard": [[{"text": "b", "callback_data": "b"}] * 8] * 13},
    ),
]
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
EDITS = [
    Row(
        "editMessageText",
        {"chat_id": "{li}", "message_id": "{own}", "text": "hello"},
        NOT_MODIFIED,
        "client fail_query_with_error: MESSAGE_NOT_MODIFIED",
    ),
    Row(
        "editMessageText",
        {"chat_id": "{li}", "message_id": 999999, "text": "x"},
        "Bad Request: message to edit not found",
        "client process_edit_message_text_query",
    ),
    Row(
        "editMessageText",
        {"chat_id": "{li}", "message_id": "{gone}", "text": "x"},
        "Bad Request: MESSAGE_ID_INVALID",
        "known (TelegramBotAPI/errors#2)",
    ),
    Row(
        "editMessageText",
        {"chat_id": "{li}", "message_id": "{his}", "text": "x"},
        "Bad Request: message can't be edited",
        "known",
    ),
    Row(
        "editMessageText",
        {"chat_id": "{li}", "message_id": "{keyed}", "text": "x"},
        "Bad Request: message can't be edited",
        "known",
    ),
    Row(
        "editMessageText",
        {"chat_id": "{li}", "message_id": "{photo}", "text": "x"},
        "Bad Request: there is no text in the message to edit",
        "known",
    ),
    Row(
        "editMessageCaption",
        {"chat_id": "{li}", "message_id": "{own}", "caption": "x"},
        "Bad Request: there is no caption in the message to edit",
        "known",
    ),
    Row(
        "editMessageText",
        {"text": "x"},
        "Bad Request: message identifier is not specified",
        "client get_inline_message_id",
    ),
    Row(
        "editMessageReplyMarkup",
        {"chat_id": "{li}", "message_id": "{own}", "reply_markup": {"force_reply": True}},
        "Bad Request: inline keyboard expected",
        "tdlib ReplyMarkup.cpp, get_reply_markup",
    ),
    Row(
        "editMessageMedia",
        {"chat_id": "{li}", "message_id": "{photo}"},
        'Bad Request: parameter "media" is required',
        "client get_input_media",
    ),
    Row(
        "editMessageMedia",
        {"chat_id": "{li}", "message_id": "{voice}", "media": {"type": "photo", "media": "{photo_file}"}},
        "Bad Request: there is no media in the message to edit",
        "tdlib MessagesManager.cpp, edit_message_media",
    ),
    Row(
        "editMessageMedia",
        {"chat_id": "{li}", "message_id": "{grouped}", "media": {"type": "document", "media": "{document_file}"}},
        "Bad Request: can't change media type in the album",
        "tdlib MessagesManager.cpp, edit_message_media",
    ),
    *(
        Row(
            method,
            {"chat_id": "{upgraded}", "message_id": 1, "text": "x", "caption": "x"},
            "Bad Request: group chat was upgraded to a supergroup chat",
            "client check_chat_access",
        )
        for method in ("editMessageText", "editMessageCaption", "editMessageReplyMarkup")
    ),
    Row(
        "deleteMessage",
        {"chat_id": "{li}", "message_id": 999999},
        "Bad Request: message to delete not found",
        "client process_delete_message_query",
    ),
    Row(
        "deleteMessage",
        {"chat_id": "{li}"},
        "Bad Request: message identifier is not specified",
        "client process_delete_message_query",
    ),
    Row(
        "deleteMessage",
        {"message_id": 1},
        "Bad Request: chat identifier is not specified",
        "client process_delete_message_query",
    ),
    Row(
        "deleteMessage",
        {"chat_id": "{silent}", "message_id": "{theirs}"},
        "Bad Request: message can't be deleted",
        "client fail_query_with_error: MESSAGE_DELETE_FORBIDDEN",
    ),
    Row(
        "deleteMessages",
        {"chat_id": "{li}"},
        "Bad Request: message identifiers are not specified",
        "client get_message_ids",
    ),
    Row(
        "deleteMessages",
        {"chat_id": "{li}", "message_ids": []},
        NO_IDS,
        "client get_message_ids",
    ),
    Row(
        "deleteMessages",
        {"chat_id": "{li}", "message_ids": list(range(1, 102))},
        "Bad Request: too many message identifiers specified",
        "client get_message_ids",
    ),
    Row(
        "deleteMessages",
        {"chat_id": "{li}", "message_ids": [0]},
        "Bad Request: invalid message identifier specified",
        "client get_message_ids",
    ),
]
AGAIN = [
    Row(
        "copyMessage", {"chat_id": "{li}", "message_id": 1}, 'Bad Request: parameter "from_chat_id" is required', "live"
    ),
    Row(
        "copyMessage",
        {"chat_id": "{li}", "from_chat_id": "{li}", "message_id": 999999},
        "Bad Request: message to copy not found",
        "live",
    ),
    Row(
        "copyMessage",
        {"chat_id": "{li}", "from_chat_id": "{foreign}", "message_id": 1},
        "Forbidden: bot is not a member of the supergroup chat",
        "client check_chat_access",
        403,
    ),
    Row(
        "copyMessage",
        {"chat_id": "{li}", "from_chat_id": 12345, "message_id": 1},
        "Bad Request: chat not found",
        "client check_chat",
    ),
    Row(
        "forwardMessage",
        {"chat_id": "{li}", "from_chat_id": "{li}", "message_id": 999999},
        "Bad Request: message to forward not found",
        "live",
    ),
    Row(
        "forwardMessages",
        {"chat_id": "{li}", "from_chat_id": "{li}", "message_ids": [999999]},
        "Bad Request: there are no messages to forward",
        "live",
    ),
    *(
        Row(
            method,
            {"chat_id": "{li}", "from_chat_id": "{li}", "message_ids": ids},
            "Bad Request: message identifiers must be in a strictly increasing order",
            "tdlib MessagesManager.cpp, get_forwarded_messages",
        )
        for method, ids in (("forwardMessages", [2, 1]), ("copyMessages", [1, 1]))
    ),
    *(
        Row(
            method,
            {"chat_id": "{silent}", "from_chat_id": "{li}", "message_ids": ["{own}"]},
            "Bad Request: not enough rights to send text messages to the chat",
            "known",
        )
        for method in ("forwardMessages", "copyMessages")
    ),
    Row("copyMessages", {"from_chat_id": "{li}", "message_ids": []}, NO_IDS, "client get_message_ids"),
    Row("pinChatMessage", {"chat_id": "{li}"}, "Bad Request: message to pin not found", "live"),
    Row(
        "pinChatMessage",
        {"chat_id": "{silent}", "message_id": "{theirs}"},
        "Bad Request: not enough rights to manage pinned messages in the chat",
        "known",
    ),
    Row("unpinChatMessage", {"chat_id": "{li}"}, "Bad Request: message to unpin not found", "live"),
    Row("setMessageReaction", {"chat_id": "{li}"}, "Bad Request: message to react not found", "live"),
    Row(
        "setMessageReaction",
        {"chat_id": "{li}", "message_id": "{own}", "reaction": [{"type": "emoji", "emoji": "🐈"}]},
        "Bad Request: REACTION_INVALID",
        "known",
    ),
    Row(
        "setMessageReaction",
        {"chat_id": "{li}", "message_id": "{own}", "reaction": [{"type": "star"}]},
        "Bad Request: can't parse ReactionType: invalid reaction type specified",
        "client get_reaction_type",
    ),
]
FILES = [
    Row("sendPhoto", {"chat_id": "{li}"}, "Bad Request: there is no photo in the request", "live"),
    Row("sendDocument", {"chat_id": "{li}"}, "Bad Request: there is no document in the request", "live"),
    Row("sendVoice", {"chat_id": "{li}"}, "Bad Request: there is no voice in the request", "live"),
    Row("sendVideoNote", {"chat_id": "{li}"}, "Bad Request: there is no video note in the request", "live"),
    Row(
        "sendPhoto",
        {"chat_id": "{li}", "photo": "abcde"},
        "Bad Request: wrong remote file identifier specified: Wrong padding in the string",
        "live",
    ),
    Row(
        "sendPhoto",
        {"chat_id": "{li}", "photo": "https://example.com/x.png"},
        "Bad Request: failed to get HTTP URL content",
        "client fail_query_with_error: WEBPAGE_CURL_FAILED",
    ),
    Row(
        "sendDocument",
        {"chat_id": "{li}", "document": "{photo_file}"},
        "Bad Request: can't use file of type Photo as Document",
        "known",
    ),
    Row(
        "sendPhoto",
        {"chat_id": "{li}"},
        "Bad Request: IMAGE_PROCESS_FAILED",
        "known",
        files={"photo": ("x.png", b"not a picture")},
    ),
    Row(
        "sendPhoto",
        {"chat_id": "{li}"},
        "Bad Request: PHOTO_INVALID_DIMENSIONS",
        "doc: width and height ratio must be at most 20",
        files={"photo": ("x.png", png(210, 10))},
    ),
    Row(
        "sendPhoto",
        {"chat_id": "{li}"},
        "Bad Request: file must be non-empty",
        "known",
        files={"photo": ("x.png", b"")},
    ),
    Row(
        "sendPhoto",
        {"chat_id": "{li}", "caption": "x" * 1025},
        "Bad Request: message caption is too long",
        "live",
        files={"photo": ("x.png", png(9, 9))},
    ),
    Row("sendMediaGroup", {"chat_id": "{li}"}, 'Bad Request: parameter "media" is required', "live"),
    Row(
        "sendMediaGroup",
        {"chat_id": "{li}", "media": [{"type": "photo", "media": "{photo_file}"}] * 11},
        "Bad Request: too many messages to send as an album",
        "known",
    ),
    Row(
        "sendMediaGroup",
        {
            "chat_id": "{li}",
            "media": [{"type": "photo", "media": "{photo_file}"}, {"type": "document", "media": "{document_file}"}],
        },
        "Bad Request: document can't be mixed with other media types",
        "known",
    ),
    Row(
        "sendMediaGroup",
        {"chat_id": "{li}", "media": [{"type": "photo"}]},
        "Bad Request: can't parse InputMedia: media not found",
        "client get_input_media",
    ),
    Row(
        "sendMediaGroup",
        {"chat_id": "{li}", "media": [{"type": "photo", "media": "{photo_file}", "width": [1]}] * 2},
        'Bad Request: can\'t parse InputMedia: Field "width" must be of type Number',
        "client get_input_media",
    ),
    Row("getFile", {}, "Bad Request: file_id not specified", "live"),
    Row("getFile", {"file_id": "nonsense"}, "Bad Request: invalid file_id", "live"),
    Row(
        "sendContact",
        {"chat_id": "{li}", "first_name": "Li"},
        'Bad Request: parameter "phone_number" is required',
        "live",
    ),
    Row("sendLocation", {"chat_id": "{li}", "longitude": 1}, "Bad Request: latitude is empty", "live"),
]
PROFILE = [
    Row(
        "answerCallbackQuery",
        {},
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
        "live",
    ),
    Row(
        "answerCallbackQuery",
        {"callback_query_id": "{query}", "text": "x" * 201},
        "Bad Request: MESSAGE_TOO_LONG",
        "known",
    ),
    Row(
        "sendChatAction",
        {"chat_id": "{li}", "action": "dancing"},
        "Bad Request: wrong parameter action in request",
        "live",
    ),
    Row(
        "setMyCommands",
        {"commands": [{"command": "Start", "description": "Begin"}]},
        "Bad Request: BOT_COMMAND_INVALID",
        "live",
    ),
    Row(
        "setMyCommands",
        {"commands": [{"command": "/", "description": "Begin"}]},
        "Bad Request: command must be non-empty",
        "live",
    ),
    Row(
        "setMyCommands",
        {"commands": [{"command": "x" * 33, "description": "Begin"}]},
        "Bad Request: command length must not exceed 32",
        "tdlib BotCommand.cpp",
    ),
    Row(
        "setMyCommands",
        {"commands": [{"command": "start", "description": " "}]},
        "Bad Request: command description must be non-empty",
        "live",
    ),
    Row(
        "setMyCommands",
        {"commands": [{"command": "start", "description": "x" * 257}]},
        "Bad Request: command description length must not exceed 256",
        "tdlib BotCommand.cpp",
    ),
    Row(
        "setMyCommands",
        {"commands": [{"command": "start"}]},
        "Bad Request: can't parse BotCommand: Can't find field \"description\"",
        "client get_bot_command",
    ),
    Row(
        "setMyCommands",
        {"commands": [], "scope": {"type": "everywhere"}},
        "Bad Request: can't parse BotCommandScope: Unsupported type specified",
        "client get_bot_command_scope",
    ),
    Row(
        "setMyCommands",
        {"commands": [], "language_code": "zh-hans"},
        "Bad Request: invalid language code specified",
        "tdlib BotInfoManager.cpp, validate_bot_language_code",
    ),
    Row("setMyName", {"name": ""}, "Bad Request: BOT_TITLE_INVALID", "live"),
    Row(
        "setChatMenuButton",
        {"menu_button": {"type": "games"}},
        "Bad Request: can't parse menu button: MenuButton has unsupported type",
        "live",
    ),
    Row("getChatMenuButton", {"chat_id": "-5"}, "Bad Request: invalid chat_id specified", "live"),
]
GROUPS = [
    Row("getChatMember", {"chat_id": "{silent}"}, "Bad Request: invalid user_id specified", "live"),
    Row("getChatMember", {"chat_id": "{silent}", "user_id": 1}, "Bad Request: PARTICIPANT_ID_INVALID", "live"),
    Row("getChatMember", {"chat_id": "{li}", "user_id": "{anna}"}, "Bad Request: member not found", "live"),
    Row(
        "getChatAdministrators",
        {"chat_id": "{li}"},
        "Bad Request: there are no administrators in the private chat",
        "client process_get_chat_administrators_query",
    ),
    Row("leaveChat", {"chat_id": "{li}"}, "Bad Request: chat member status can't be changed in private chats", "live"),
    Row(
        "createForumTopic",
        {"chat_id": "{silent}", "name": "Li"},
        "Bad Request: the chat is not a forum",
        "known",
    ),
    Row(
        "createForumTopic",
        {"chat_id": "{forum}", "name": "Li"},
        "Bad Request: not enough rights to create a topic",
        "live",
    ),
    Row(
        "closeForumTopic",
        {"chat_id": "{staff}", "message_thread_id": 999},
        "Bad Request: TOPIC_ID_INVALID",
        "known",
    ),
    Row("createForumTopic", {"chat_id": "{staff}", "name": " "}, "Bad Request: title must be non-empty", "live"),
    Row("setChatTitle", {"chat_id": "{li}", "title": "x"}, "Bad Request: can't change private chat title", "live"),
    Row(
        "banChatMember",
        {"chat_id": "{silent}", "user_id": "{li}"},
        "Bad Request: not enough rights to restrict/unrestrict chat member",
        "known",
    ),
]
WEBHOOKS = [
    Row(
        "setWebhook",
        {"url": "http://example.com/hook"},
        "Bad Request: bad webhook: An HTTPS URL must be provided for webhook",
        "known",
    ),
    Row(
        "setWebhook",
        {"url": "https://example.com:8444/hook"},
        "Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        "known",
    ),
    Row(
        "setWebhook",
        {"url": "https://example.com/hook", "secret_token": "x" * 257},
        "Bad Request: secret token is too long",
        "client do_set_webhook",
    ),
    Row(
        "setWebhook",
        {"url": "https://example.com/hook", "secret_token": "se cret"},
        "Bad Request: secret token contains unallowed characters",
        "client do_set_webhook",
    ),
]
ROWS = [*TEXTS, *REPLIES, *ENTITIES, *FORMATS, *BUTTONS, *EDITS, *AGAIN, *FILES, *PROFILE, *GROUPS, *WEBHOOKS]
