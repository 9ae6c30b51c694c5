// How each event of the server changes what the page knows. Every change may arrive twice: the stream replays after a break.

import { emit, isFromBot, isInView, markSeen, openPlaces, state } from "./state.js";

export const CHANGES = {
  message: ({ person_id, message }) => putMessage(person_id, { ...message, rewritten: false }),
  edited: ({ person_id, message, rewritten }) => putMessage(person_id, { ...message, rewritten }),
  deleted: ({ person_id, message_ids }) => removeMessages(person_id, message_ids),
  reaction: ({ person_id, message_id, reactions }) => putReactions(person_id, message_id, reactions),
  group_reaction: ({ chat_id, message_id, reactions }) => putReactions(chat_id, message_id, reactions),
  group_moved: ({ id, to }) => moveGroup(id, to),
  group_message: ({ chat_id, message }) => putMessage(chat_id, { ...message, rewritten: false }),
  group_edited: ({ chat_id, message, rewritten }) => putMessage(chat_id, { ...message, rewritten }),
  group_deleted: ({ chat_id, message_ids }) => removeMessages(chat_id, message_ids),
  group_chat_action: ({ chat_id }) => showTyping(chat_id),
  group: (group) => putGroup(group),
  callback_answer: (answer) => answerPress(answer),
  chat_action: ({ person_id }) => showTyping(person_id),
  call: (call) => recordCall(call),
  person: (person) => putPerson(person),
  bot: (bot) => putBot(bot),
  commands: () => forgetCommands(),
  clock: ({ now }) => setClock(now),
  trouble: (trouble) => setTrouble(trouble),
  running: ({ running }) => putBot({ ...state.bot, running }),
};

export function putBot(bot) {
  state.bot = bot;
  emit("bot");
}

export function putPerson(person) {
  keepPerson(person);
  emit("people", person.id);
}

/** All people at once; those who are not among them are gone. Views hear of it once. */
export function putPeople(people) {
  const known = new Set(people.map((person) => person.id));
  for (const id of state.people.keys()) if (!known.has(id)) state.people.delete(id);
  people.forEach(keepPerson);
  emit("people");
}

function keepPerson(person) {
  const before = state.people.get(person.id);
  state.people.set(person.id, person);
  if (before && before.language_code !== person.language_code) state.commands.clear();
}

export function putGroup(group) {
  state.groups.set(group.id, group);
  emit("groups", group.id);
}

/** All groups at once; views hear of it together with the people. */
export function putGroups(groups) {
  state.groups = new Map(groups.map((group) => [group.id, group]));
}

/** All messages of a chat. One that has not changed stays the same object, so that nothing of it is drawn anew. */
export function setMessages(chatId, messages) {
  const before = state.messages.get(chatId);
  const kept = messages.map((message) => sameAsBefore(before?.get(message.message_id), message));
  state.messages.set(chatId, new Map(kept.map((message) => [message.message_id, message])));
  chatChanged(chatId);
}

function sameAsBefore(before, message) {
  return before && JSON.stringify(before) === JSON.stringify(message) ? before : message;
}

export function setClock(seconds) {
  state.clockOffset = seconds - Date.now() / 1000;
  emit("clock");
}

export function setTrouble(trouble) {
  state.trouble = trouble;
  emit("trouble");
}

export function setConnected(connected) {
  if (state.connected === connected) return;
  state.connected = connected;
  emit("connection");
}

function putMessage(chatId, message) {
  if (!state.messages.has(chatId)) state.messages.set(chatId, new Map());
  const { reactions = [] } = state.messages.get(chatId).get(message.message_id) ?? {};
  state.messages.get(chatId).set(message.message_id, { reactions, ...message });
  if (isFromBot(message)) stopTyping(chatId);
  chatChanged(chatId);
}

function putReactions(chatId, messageId, reactions) {
  const message = state.messages.get(chatId)?.get(messageId);
  if (!message) return;
  state.messages.get(chatId).set(messageId, { ...message, reactions });
  emit("messages", chatId);
}

// A group that became a supergroup is another chat now; who looked at it looks at that one.
function moveGroup(id, to) {
  if (state.groups.delete(id)) emit("moved", { id, to });
}

function removeMessages(chatId, messageIds) {
  for (const id of messageIds) state.messages.get(chatId)?.delete(id);
  chatChanged(chatId);
}

function chatChanged(chatId) {
  emit("messages", chatId);
  const seen = openPlaces().filter((place) => place.chatId === chatId && isInView(place));
  seen.forEach(markSeen);
  if (seen.length === 0) emit("unread", chatId);
}

// Telegram's own clients show an action for five seconds, unless a message or another action comes first.
const TYPING_MILLISECONDS = 5000;

function showTyping(chatId) {
  state.typing.set(chatId, Date.now() + TYPING_MILLISECONDS);
  emit("typing", chatId);
  setTimeout(() => {
    if ((state.typing.get(chatId) ?? 0) <= Date.now()) stopTyping(chatId);
  }, TYPING_MILLISECONDS + 50);
}

function stopTyping(chatId) {
  if (state.typing.delete(chatId)) emit("typing", chatId);
}

// An answer can overtake the response to the press that asked for it.
const answeredEarly = new Set();

function answerPress(answer) {
  const key = [...state.waiting].find(([, queryId]) => queryId === answer.callback_query_id)?.[0];
  if (key === undefined) answeredEarly.add(answer.callback_query_id);
  else stopWaiting(key);
  emit("answer", { ...answer, pressed: key });
}

export function startWaiting(key) {
  state.waiting.set(key, null);
  emit("waiting", key);
}

export function waitFor(key, queryId) {
  if (answeredEarly.delete(queryId)) stopWaiting(key);
  else if (state.waiting.has(key)) state.waiting.set(key, queryId);
}

export function stopWaiting(key) {
  if (state.waiting.delete(key)) emit("waiting", key);
}

const CALLS_KEPT = 400;

function recordCall(call) {
  if (state.calls.some((known) => known.n === call.n)) return;
  state.calls.unshift(call);
  state.calls.length = Math.min(state.calls.length, CALLS_KEPT);
  emit("call", call);
}

function forgetCommands() {
  state.commands.clear();
  emit("commands");
}
