// Where a visitor is and as whom: {chatId, personId, thread}. A private chat with the bot has its person's id; groups have
// negative ones, as at Telegram. A thread is a topic of a forum; 0 is its general one, and every chat without topics. A place
// that stands beside another one says so (`beside`); what is open on its account stays on its side.

import { state } from "./state.js";

export const privateChat = (personId) => ({ chatId: personId, personId, thread: 0 });

export const isGroup = (chatId) => chatId < 0;

/** A group as this person sees it; without one as who is here now, who looked at it last, or its first member. */
export function groupPlace(chatId, thread = 0, personId = undefined) {
  const members = membersOf(chatId);
  const wanted = [personId, state.place?.personId, Number(localStorage.getItem(`as:${chatId}`)), members[0]];
  const viewer = wanted.find((id) => members.includes(id));
  if (viewer === undefined) return null;
  const isThere = state.groups.get(chatId).topics.some((topic) => topic.message_thread_id === thread);
  return { chatId, personId: viewer, thread: isThere ? thread : 0 };
}

/** The people in a group, in its own order; the bot is not one of them. */
export function membersOf(chatId) {
  return (state.groups.get(chatId)?.members ?? []).filter((id) => state.people.has(id));
}

/** The element in which a place is shown. */
export function paneOf({ beside }) {
  return document.getElementById(beside ? "beside" : "chat");
}

/** What this person and no other can see or write here: a key for drafts, commands, pressed buttons. */
export function viewKey({ chatId, personId, thread }) {
  return `${personId}:${chatId}:${thread}`;
}

export function isAdministrator({ chatId, personId }) {
  return state.groups.get(chatId)?.administrators.includes(personId) ?? false;
}

export function topicOf({ chatId, thread }) {
  return state.groups.get(chatId)?.topics.find((topic) => topic.message_thread_id === thread);
}

/** A person's or a group's name; nothing for a chat that is not known. */
export function chatName(chatId) {
  return state.people.get(chatId)?.first_name ?? state.groups.get(chatId)?.title ?? "";
}
