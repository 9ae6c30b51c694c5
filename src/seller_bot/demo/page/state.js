// What the page knows, and who wants to hear that it changed. Views read `state` and never write it.

export const state = {
  bot: null,
  people: new Map(), // id → Person, in the order in which they were added
  messages: new Map(), // person id → Map of message id → Message
  commands: new Map(), // person id → [{command, description}]
  selected: null, // person id
  connected: true, // is the stream of events open?
  clockOffset: 0, // seconds by which the demo's clock is ahead of this computer's
  calls: [], // newest first
  trouble: { faults: [], rates: false }, // faults that wait for their calls, and whether speed limits hold
  typing: new Map(), // person id → until when, in milliseconds of this computer's clock
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

export function messagesOf(personId) {
  return [...(state.messages.get(personId)?.values() ?? [])].sort((a, b) => a.message_id - b.message_id);
}

export function isFromBot(message) {
  return message.from?.is_bot === true;
}

export function select(personId) {
  state.selected = personId;
  emit("selected", personId);
  if (personId !== null) markSeen(personId);
}

// The last message a visitor has seen of each chat outlives a reload, so unread counts do too.
export function markSeen(personId) {
  const last = Math.max(0, ...(state.messages.get(personId)?.keys() ?? []));
  localStorage.setItem(seenKey(personId), String(last));
  emit("unread", personId);
}

export function unreadOf(personId) {
  const seen = Number(localStorage.getItem(seenKey(personId)) ?? 0);
  return messagesOf(personId).filter((message) => isFromBot(message) && message.message_id > seen).length;
}

// A demo that was begun anew counts its messages from one again; its bot has another id.
function seenKey(personId) {
  return `seen:${state.bot?.id}:${personId}`;
}

export function pressKey(personId, messageId, data) {
  return `${personId}:${messageId}:${data}`;
}
