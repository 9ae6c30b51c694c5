// The demo's own API, one function an endpoint. A refusal becomes an Error whose message is the server's one clear sentence.

export const state = () => get("/demo/state");
export const messages = async (person) => marked(await get(`/demo/people/${person}/messages`));
export const commands = async (person) => (await get(`/demo/people/${person}/commands`)).commands;

export const addPerson = (first_name, language_code) => post("/demo/people", { first_name, language_code });
export const setLanguage = (person, language_code) => post(`/demo/people/${person}/language`, { language_code });
export const start = (person, parameter) => post(`/demo/people/${person}/start`, parameter ? { parameter } : {});
export const say = (person, text, reply_to_message_id) =>
  post(`/demo/people/${person}/say`, reply_to_message_id ? { text, reply_to_message_id } : { text });
export const press = (person, message_id, data) => post(`/demo/people/${person}/press`, { message_id, data });
export const edit = (person, message_id, text) => post(`/demo/people/${person}/edit`, { message_id, text });
export const remove = (person, message_ids) => post(`/demo/people/${person}/delete`, { message_ids });
export const block = (person) => post(`/demo/people/${person}/block`);
export const unblock = (person) => post(`/demo/people/${person}/unblock`);
export const sendSticker = (person) => post(`/demo/people/${person}/sticker`);
export const sendVoice = (person) => post(`/demo/people/${person}/voice`);
export const sendPhoto = (person, file, caption) => upload(`/demo/people/${person}/photo`, [file], caption);
export const sendAlbum = (person, kind, files, caption) => upload(`/demo/people/${person}/album`, files, caption, { kind });
export const sendDocument = (person, file, caption) => upload(`/demo/people/${person}/document`, [file], caption);
export const changeFaults = (values) => post("/demo/faults", values);
export const advanceClock = (seconds) => post("/demo/clock", { advance: seconds });

export const fileAddress = (fileId) => `/demo/files/${encodeURIComponent(fileId)}`;

// `rewritten` messages show that they were edited; a new keyboard alone is not shown, and does not count.
const marked = ({ messages: all, rewritten }) => all.map((message) => ({ ...message, rewritten: rewritten.includes(message.message_id) }));

const get = (path) => ask(path, {});
const post = (path, values = {}) =>
  ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(values) });

function upload(path, files, caption, more = {}) {
  const form = new FormData();
  files.forEach((file, index) => form.append(index ? `file${index}` : "file", file, file.name));
  for (const [name, value] of Object.entries(more)) form.append(name, value);
  if (caption) form.append("caption", caption);
  return ask(path, { method: "POST", body: form });
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
