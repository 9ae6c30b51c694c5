// One row of a chat as an element: a bubble with its keyboard, an album, a service line, a day.

import { clockTime, dayName, fullMoment } from "./dates.js";
import { avatar, el, icon } from "./dom.js";
import { formatted } from "./entities.js";
import { inlineKeyboard } from "./keyboard.js";
import { hasFrame, media } from "./media.js";
import { isGroup } from "./place.js";
import { serviceText } from "./service.js";
import { answeredBy, isFromBot } from "./state.js";
import { summary } from "./summary.js";

/** `chat` is {place, words, acts, seenUpTo}: which chat this is and who looks, in which words, and what clicks do. */
export function drawRow(row, chat) {
  return DRAWN[row.kind](row, chat);
}

const DRAWN = {
  day: ({ seconds }, { words }) =>
    el("div", { class: "day", role: "separator" }, el("span", {}, dayName(seconds, words.tag))),
  service: ({ messages: [message] }, { words }) =>
    el("div", { class: "service" }, el("span", {}, serviceText(message, words))),
  message: ({ messages: [message] }, chat) => article(message, chat, bubble(message, chat)),
  album: ({ messages }, chat) => article(messages[0], chat, album(messages, chat)),
};

export function senderOf(message, { personId }) {
  if (isFromBot(message)) return "bot";
  return message.from?.id === personId ? "me" : "other";
}

export function senderName(message, { place, words }) {
  return senderOf(message, place) === "me" ? words("you") : (message.from?.first_name ?? "");
}

function article(message, chat, ...inner) {
  const from = senderOf(message, chat.place);
  return el(
    "article",
    {
      class: `message ${from}`,
      "data-testid": "message",
      "data-message-id": message.message_id,
      "data-from": from,
      tabindex: "-1",
      "aria-label": `${senderName(message, chat)}, ${clockTime(message.date, chat.words.tag)}`,
    },
    isGroup(chat.place.chatId) && from !== "me" && avatar(message.from.first_name, message.from.id, "small"),
    el("div", { class: "stack" }, ...inner, inlineKeyboard(message, chat.place, chat.acts)),
  );
}

function bubble(message, chat) {
  const drawn = media(message, chat.acts, chat.words);
  const text = message.text ?? message.caption;
  const bare = "sticker" in message;
  const framed = hasFrame(message);
  return el(
    "div",
    { class: `bubble ${bare ? "bare" : ""} ${framed ? "framed" : ""} ${framed && !text ? "untitled" : ""}` },
    sender(message, chat),
    forwardedFrom(message, chat),
    repliedTo(message, chat),
    !message.show_caption_above_media && drawn,
    (text || !drawn) && textOf(message, text, chat),
    message.show_caption_above_media && drawn,
    (!text || message.show_caption_above_media) && drawn && meta(message, chat),
    reactions(message, chat),
  );
}

// Each emoji once, with how many chose it.
function reactions({ reactions: given = [] }, { words }) {
  if (given.length === 0) return null;
  const pill = (emoji) => {
    const count = given.filter((one) => one === emoji).length;
    return el("span", { class: "reaction", "data-testid": "reaction" }, emoji, count > 1 && el("span", {}, String(count)));
  };
  const label = words("reactions", { emoji: given.join(" ") });
  return el("div", { class: "reactions", role: "img", "aria-label": label }, ...[...new Set(given)].map(pill));
}

function textOf(message, text, chat) {
  const entities = message.entities ?? message.caption_entities;
  const shown = text === undefined ? chat.words("unsupported", { kind: kindOf(message) }) : text;
  const metaAtEnd = !message.show_caption_above_media;
  return el(
    "div",
    { class: "body", dir: "auto" },
    el(
      "span",
      { class: "text", "data-testid": "message-text" },
      ...formatted(shown, text === undefined ? [] : entities, chat.acts, chat.words),
    ),
    metaAtEnd && meta(message, chat),
  );
}

const COMMON_FIELDS = ["message_id", "from", "chat", "date", "reply_markup", "reply_to_message", "edit_date"];

function kindOf(message) {
  return Object.keys(message).find((name) => !COMMON_FIELDS.includes(name)) ?? "?";
}

/** Time, "edited", and on one's own messages whether the bot has read on. */
function meta(message, { words, place, seenUpTo }) {
  const time = el(
    "time",
    { datetime: new Date(message.date * 1000).toISOString(), title: fullMoment(message.date, words.tag) },
    clockTime(message.date, words.tag),
  );
  const edited =
    message.rewritten &&
    el(
      "span",
      { class: "edited", "data-testid": "edited", title: fullMoment(message.edit_date, words.tag) },
      words("edited"),
    );
  const mine = senderOf(message, place) === "me";
  return el("span", { class: "meta" }, edited, time, mine && tick(message.message_id < seenUpTo, words));
}

function tick(seen, words) {
  const label = words(seen ? "seen" : "sent");
  return el(
    "span",
    { class: "tick", role: "img", "aria-label": label, title: label, "data-seen": String(seen) },
    icon(seen ? "seen" : "sent"),
  );
}

// Who says it, in a group: CSS shows it on the first of several.
function sender(message, { place }) {
  if (!isGroup(place.chatId) || senderOf(message, place) === "me") return null;
  return el("div", { class: "sender", "data-hue": Math.abs(message.from.id) % 7 }, message.from.first_name);
}

function forwardedFrom(message, { words }) {
  const origin = message.forward_origin;
  if (!origin) return null;
  const name =
    origin.sender_user?.first_name ?? origin.sender_user_name ?? origin.chat?.title ?? origin.sender_chat?.title ?? "";
  return el("div", { class: "forwarded" }, words("forwarded", { name }));
}

function repliedTo(message, chat) {
  const original = message.reply_to_message;
  // In a topic what answers nothing answers the message that opened it: that is no reply to anybody.
  if (message.external_reply) return repliedElsewhere(message);
  if (!original || original.forum_topic_created) return null;
  // What it answers may have been edited since.
  const text = message.quote?.text ?? summary(answeredBy(message, chat.place) ?? original, chat.words);
  return el(
    "button",
    {
      type: "button",
      class: "replied",
      "data-testid": "replied",
      title: chat.words("to_message"),
      onclick: () => chat.acts.jump(original.message_id),
    },
    el("span", { class: "replied-name" }, senderName(original, chat)),
    el("span", { class: "replied-text" }, text),
  );
}

// What a message of another chat answers can't be jumped to; who said it, and what is quoted of it, is shown.
function repliedElsewhere({ external_reply: { origin }, quote }) {
  const name = origin.sender_user?.first_name ?? origin.sender_user_name ?? "";
  return el(
    "div",
    { class: "replied", "data-testid": "replied" },
    el("span", { class: "replied-name" }, name),
    el("span", { class: "replied-text" }, quote?.text ?? ""),
  );
}

function album(messages, chat) {
  const titled = messages.find((message) => message.caption);
  const framed = messages.every(hasFrame);
  const tile = (message) =>
    el(
      "div",
      { class: "tile", "data-message-id": message.message_id, "data-testid": "tile" },
      media(message, chat.acts, chat.words),
    );
  const last = messages.at(-1);
  return el(
    "div",
    {
      class: `bubble ${framed ? "framed" : ""} ${framed && !titled ? "untitled" : ""}`,
      "aria-label": chat.words("album"),
      role: "group",
    },
    sender(messages[0], chat),
    repliedTo(messages[0], chat),
    el("div", { class: framed ? "album" : "pile", "data-count": Math.min(messages.length, 10) }, ...messages.map(tile)),
    titled ? textOf({ ...titled, date: last.date }, titled.caption, chat) : meta(last, chat),
    reactions({ reactions: messages.flatMap((message) => message.reactions ?? []) }, chat),
  );
}
