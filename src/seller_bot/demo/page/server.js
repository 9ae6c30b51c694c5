// The demo's own API, one function an endpoint. A refusal becomes an Error whose message is the server's one clear sentence.

import { isGroup } from "./place.js";

export const state = () => get("/demo/state");
export const messages = async (chatId) =>
  marked(await get(`/demo/${isGroup(chatId) ? "groups" : "people"}/${chatId}/messages`));
export const commands = async ({ chatId, personId }) =>
  (await get(`/demo/people/${personId}/commands${isGroup(chatId) ? `?chat=${chatId}` : ""}`)).commands;

export const addPerson = (first_name, language_code) => post("/demo/people", { first_name, language_code });
export const setLanguage = (person, language_code) => post(`/demo/people/${person}/language`, { language_code });
export const start = (person, parameter) => post(`/demo/people/${person}/start`, parameter ? { parameter } : {});
export const block = (person) => post(`/demo/people/${person}/block`);
export const unblock = (person) => post(`/demo/people/${person}/unblock`);

export const say = (place, text, reply_to_message_id) => act(place, "say", { text, reply_to_message_id });
export const press = (place, message_id, data) => act(place, "press", { message_id, data });
export const edit = (place, message_id, text) => act(place, "edit", { message_id, text });
export const remove = (place, message_ids) => act(place, "delete", { message_ids });
export const sendSticker = (place) => act(place, "sticker");
export const sendVoice = (place) => act(place, "voice");
export const sendPhoto = (place, file, caption) => upload(place, "photo", [file], { caption });
export const sendDocument = (place, file, caption) => upload(place, "document", [file], { caption });
export const sendAlbum = (place, kind, files, caption) => upload(place, "album", files, { kind, caption });

export const addGroup = (values) => post("/demo/groups", values);
export const openTopic = (place, name) => act(place, "open_topic", { name });
export const renameTopic = (place, name) => act(place, "rename_topic", { name });
export const closeTopic = (place) => act(place, "close_topic");
export const reopenTopic = (place) => act(place, "reopen_topic");
export const deleteTopic = (place) => act(place, "delete_topic");

export const changeFaults = (values) => post("/demo/faults", values);
export const advanceClock = (seconds) => post("/demo/clock", { advance: seconds });

export const fileAddress = (fileId) => `/demo/files/${encodeURIComponent(fileId)}`;

const get = (path) => ask(path, {});
const post = (path, values = {}) =>
  ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(values) });
const act = (place, name, values = {}) => post(`/demo/people/${place.personId}/${name}`, { ...values, ...where(place) });

// A private chat is where a person's acts happen unless another place is named.
function where({ chatId, thread }) {
  return isGroup(chatId) ? { chat: chatId, thread } : {};
}

function upload(place, name, files, values) {
  const form = new FormData();
  files.forEach((file, index) => form.append(index ? `file${index}` : "file", file, file.name));
  for (const [key, value] of Object.entries({ ...values, ...where(place) })) form.append(key, value);
  return ask(`/demo/people/${place.personId}/${name}`, { method: "POST", body: form });
}

// A `rewritten` message shows that it was edited; a new keyboard alone is not shown, and does not count.
function marked({ messages: all, rewritten, reactions }) {
  return all.map((message) => ({
    ...message,
    rewritten: rewritten.includes(message.message_id),
    reactions: reactions[message.message_id] ?? [],
  }));
}

async function ask(path, options) {
  const response = await fetch(path, options).catch(() => {
    throw new ServerAway();
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? `${response.status} ${response.statusText}`);
  return answer;
}

/** The server could not be reached at all. */
export class ServerAway extends Error {}
