// What the page knows, and who wants to hear that it changed. Views read `state` and never write it.

import { paneOf } from "./place.js";
import { isService } from "./service.js";

export const state = {
  bot: null,
  people: new Map(), // id → Person, in the order in which they were added
  groups: new Map(), // id → Group
  messages: new Map(), // chat id → Map of message id → Message
  commands: new Map(), // viewKey(…) → [{command, description}]
  place: null, // {chatId, personId, thread}: what is open, and as whom
  beside: null, // the same of the chat that stands beside it
  connected: true, // is the stream of events open?
  clockOffset: 0, // seconds by which the demo's clock is ahead of this computer's
  calls: [], // newest first
  trouble: { faults: [], rates: false }, // faults that wait for their calls, and whether speed limits hold
  typing: new Map(), // chat id → until when, in milliseconds of this computer's clock
  waiting: new Map(), // pressKey(…) → callback query id, or null while the press itself is on its way
  startLinks: new Map(), // person id → the start parameter that the next START carries
};

const listeners = new Map();

export function on(topics, listener) {
  for (const topic of topics.split(" ")) {
    if (!listeners.has(topic)) listeners.set(topic, []);
    listeners.get(topic).push(listener);
  }
}

export function emit(topic, detail) {
  for (const listener of listeners.get(topic) ?? []) listener(detail);
}

/** The demo's time in seconds: the clock can be moved ahead of this computer's. */
export function now() {
  return Date.now() / 1000 + state.clockOffset;
}

export function messagesOf(chatId) {
  return [...(state.messages.get(chatId)?.values() ?? [])].sort((a, b) => a.message_id - b.message_id);
}

/** The message of this chat that another one answers, as it is now; nothing if it is gone. */
export function answeredBy({ reply_to_message: answered }, { chatId }) {
  return answered && state.messages.get(chatId)?.get(answered.message_id);
}

/** The messages of one topic, or all of a chat that has none. */
export function messagesIn({ chatId, thread }) {
  const all = messagesOf(chatId);
  return state.groups.get(chatId)?.forum ? all.filter((message) => threadOf(message) === thread) : all;
}

function threadOf(message) {
  return message.is_topic_message ? message.message_thread_id : 0;
}

export function isFromBot(message) {
  return message.from?.is_bot === true;
}

export function select(place, beside) {
  state.place = place;
  state.beside = beside;
  emit("selected");
  openPlaces().filter(isInView).forEach(markSeen);
}

export function openPlaces() {
  return [state.place, state.beside].filter(Boolean);
}

// On a phone the list, or the other of two chats, may be on the screen while a chat stays selected behind it.
export function isInView(place) {
  return document.visibilityState === "visible" && paneOf(place).checkVisibility();
}

/** All people, staff after the sellers. */
export function everybody() {
  const people = [...state.people.values()];
  return [...people.filter(({ role }) => !role), ...people.filter(({ role }) => role)];
}

// The last message a visitor has seen of each chat outlives a reload, so unread counts do too.
export function markSeen(place) {
  const last = messagesIn(place).at(-1)?.message_id ?? 0;
  localStorage.setItem(seenKey(place), String(last));
  emit("unread", place.chatId);
}

/** Of a private chat what the bot has said; of a group what anybody has. */
export function unreadOf(chatId) {
  const group = state.groups.get(chatId);
  const topics = group?.forum ? group.topics.map((topic) => topic.message_thread_id) : [];
  return [0, ...topics].reduce((sum, thread) => sum + unreadIn({ chatId, thread }), 0);
}

export function unreadIn(place) {
  const seen = Number(localStorage.getItem(seenKey(place)) ?? 0);
  const counts = (message) => (state.groups.has(place.chatId) ? !isService(message) : isFromBot(message));
  return messagesIn(place).filter((message) => message.message_id > seen && counts(message)).length;
}

// A demo that was begun anew counts its messages from one again; its bot has another id.
function seenKey({ chatId, thread }) {
  return `seen:${state.bot?.id}:${chatId}:${thread}`;
}

export function pressKey(place, messageId, data) {
  return `${pressKeyIn(place)}${messageId}:${data}`;
}

/** How the keys of all presses of this person in this chat begin. */
export function pressKeyIn({ chatId, personId }) {
  return `${personId}:${chatId}:`;
}
