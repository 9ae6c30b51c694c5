// The keyboard that a bot puts in the place of the phone's own: its buttons are texts to say.

import { el } from "./dom.js";
import { isFromBot } from "./state.js";

const UNSUPPORTED = [
  "request_contact",
  "request_location",
  "request_users",
  "request_chat",
  "request_poll",
  "request_managed_bot",
  "web_app",
];

/** The markup that is in force: the bot's newest one, unless it was removed, or made for one answer that has been given. */
export function replyKeyboardOf(messages) {
  const last = messages.findLast(
    (message) => isFromBot(message) && (message.reply_markup?.keyboard || message.reply_markup?.remove_keyboard),
  );
  const markup = last?.reply_markup;
  if (!markup?.keyboard) return null;
  const answered = messages.some((message) => !isFromBot(message) && message.message_id > last.message_id);
  return markup.one_time_keyboard && answered ? null : markup;
}

/** The message that the bot wants answered by this person now: the newest such one, unless they have written since. */
export function forcedReplyOf(messages, { personId }) {
  const forced = messages.findLast((message) => isFromBot(message) && isForced(message, personId));
  const wroteSince = (message) => message.from?.id === personId && message.message_id > forced.message_id;
  return !forced || messages.some(wroteSince) ? null : forced;
}

// In a group a selective one is meant for those whom the message answers or mentions.
function isForced({ reply_markup: markup, reply_to_message: answered, entities = [] }, personId) {
  if (!markup?.force_reply) return false;
  return !markup.selective || answered?.from?.id === personId || entities.some(({ user }) => user?.id === personId);
}

/** Rows of buttons; `say(text)` and `refuse()` hear the presses. */
export function replyKeyboard(markup, say, refuse) {
  const draw = (button) => {
    const press = UNSUPPORTED.some((kind) => kind in button) ? refuse : () => say(button.text);
    return el(
      "button",
      {
        type: "button",
        class: "reply-key",
        dir: "auto",
        title: button.text,
        "data-testid": "reply-button",
        "data-style": button.style,
        onclick: press,
      },
      button.text,
    );
  };
  return el(
    "div",
    { class: "reply-keyboard", role: "group", "data-testid": "reply-keyboard" },
    ...markup.keyboard.map((row) => el("div", { class: "keyboard-row" }, ...row.map(draw))),
  );
}
