"""The fields of the JSON types that a bot may send (Bot API 10.1).

What is not here, Telegram ignores; we call it a violation.
"""

from collections.abc import Iterator
from typing import Any

Shape = dict[str, str | None]


def fields(names: str, **nested: str) -> Shape:
    return {**dict.fromkeys(names.split()), **nested}


INLINE_BUTTON = fields(
    """text icon_custom_emoji_id style url callback_data switch_inline_query switch_inline_query_current_chat
    callback_game pay""",
    web_app="WebAppInfo",
    login_url="LoginUrl",
    switch_inline_query_chosen_chat="SwitchInlineQueryChosenChat",
    copy_text="CopyTextButton",
)
KEYBOARD_BUTTON = fields(
    "text icon_custom_emoji_id style request_contact request_location",
    request_users="KeyboardButtonRequestUsers",
    request_chat="KeyboardButtonRequestChat",
    request_managed_bot="KeyboardButtonRequestManagedBot",
    request_poll="KeyboardButtonPollType",
    web_app="WebAppInfo",
)
CHAT_RIGHTS = fields(
    """is_anonymous can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members can_promote_members
    can_change_info can_invite_users can_post_stories can_edit_stories can_delete_stories can_post_messages
    can_edit_messages can_pin_messages can_manage_topics can_manage_direct_messages can_manage_tags"""
)
PERMISSIONS = fields(
    """can_send_messages can_send_audios can_send_documents can_send_photos can_send_videos can_send_video_notes
    can_send_voice_notes can_send_polls can_send_other_messages can_add_web_page_previews can_react_to_messages
    can_edit_tag can_change_info can_invite_users can_pin_messages can_manage_topics"""
)

SHAPES: dict[str, Shape] = {
    "ReplyMarkup": fields(
        "is_persistent resize_keyboard one_time_keyboard input_field_placeholder selective remove_keyboard force_reply",
        inline_keyboard="InlineKeyboardButton",
        keyboard="KeyboardButton",
    ),
    "InlineKeyboardButton": INLINE_BUTTON,
    "KeyboardButton": KEYBOARD_BUTTON,
    "WebAppInfo": fields("url"),
    "LoginUrl": fields("url forward_text bot_username request_write_access"),
    "SwitchInlineQueryChosenChat": fields(
        "query allow_user_chats allow_bot_chats allow_group_chats allow_channel_chats"
    ),
    "CopyTextButton": fields("text"),
    "KeyboardButtonRequestUsers": fields(
        "request_id user_is_bot user_is_premium max_quantity request_name request_username request_photo"
    ),
    "KeyboardButtonRequestChat": fields(
        """request_id chat_is_channel chat_is_forum chat_has_username chat_is_created bot_is_member request_title
        request_username request_photo""",
        user_administrator_rights="ChatAdministratorRights",
        bot_administrator_rights="ChatAdministratorRights",
    ),
    "KeyboardButtonRequestManagedBot": fields("request_id suggested_name suggested_username"),
    "KeyboardButtonPollType": fields("type"),
    "MessageEntity": fields("type offset length url language custom_emoji_id unix_time date_time_format", user="User"),
    "User": fields(
        """id is_bot first_name last_name username language_code is_premium added_to_attachment_menu can_join_groups
        can_read_all_group_messages supports_guest_queries supports_inline_queries can_connect_to_business
        has_main_web_app has_topics_enabled allows_users_to_create_topics can_manage_bots
        supports_join_request_queries"""
    ),
    "LinkPreviewOptions": fields("is_disabled url prefer_small_media prefer_large_media show_above_text"),
    "ReplyParameters": fields(
        """message_id chat_id allow_sending_without_reply quote quote_parse_mode quote_position checklist_task_id
        poll_option_id""",
        quote_entities="MessageEntity",
    ),
    "SuggestedPostParameters": fields("send_date", price="SuggestedPostPrice"),
    "SuggestedPostPrice": fields("currency amount"),
    "BotCommand": fields("command description"),
    "BotCommandScope": fields("type chat_id user_id"),
    "MenuButton": fields("type text", web_app="WebAppInfo"),
    "ReactionType": fields("type emoji custom_emoji_id"),
    "ChatAdministratorRights": CHAT_RIGHTS,
    "ChatPermissions": PERMISSIONS,
    "InputMedia": fields(
        """type media caption parse_mode show_caption_above_media has_spoiler thumbnail cover start_timestamp width
        height duration supports_streaming performer title disable_content_type_detection""",
        caption_entities="MessageEntity",
    ),
}


def unknown_fields(value: Any, shape: str) -> Iterator[str]:
    """One sentence for each field that the type does not have, at any depth."""
    if isinstance(value, list):
        for item in value:
            yield from unknown_fields(item, shape)
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name not in SHAPES[shape]:
                yield f"{shape} has no field {name!r}"
            elif nested := SHAPES[shape][name]:
                yield from unknown_fields(inner, nested)
