// Where the page comes together: it loads the state, listens to events, and tells each view what has changed.

import { Calls } from "./calls.js";
import { putBot, putPeople, setClock, setMessages, setTrouble } from "./changes.js";
import { Chat } from "./chat.js";
import { el } from "./dom.js";
import { listen } from "./events.js";
import { People } from "./people.js";
import { follow, followAlways, isPhone } from "./route.js";
import * as server from "./server.js";
import { markSeen, on, state } from "./state.js";
import { hush } from "./toast.js";
import { page } from "./words.js";

// A demo has a handful of people; the messages of the first ones are fetched at once, for the list, the others when opened.
const LOADED_AT_ONCE = 60;

const root = document.getElementById("chat");
const calls = new Calls(document.getElementById("calls"));
const people = new People(document.getElementById("people"), calls.button);
let chat = null;
let languageShown = "";

document.documentElement.lang = page.tag;

on("selected", () => {
  hush();
  showSelected();
  people.refresh();
  calls.refresh();
  if (chat && !isPhone() && matchMedia("(hover: hover)").matches) chat.focus();
});
on("people", (personId) => {
  people.refresh();
  calls.refresh();
  const shown = state.people.get(state.selected);
  if (!shown || (personId !== undefined && personId !== shown.id)) return;
  if (shown.language_code !== languageShown) showSelected();
  else chat?.refresh();
});
on("bot", () => {
  people.refreshBot();
  chat?.refreshBot();
  chat?.refreshBanner();
});
on("connection", () => {
  people.refreshBot();
  chat?.refreshBanner();
});
on("messages", (personId) => chat?.personId === personId && chat.refreshMessages());
on("unread", (personId) => people.refreshPerson(personId));
on("typing", (personId) => {
  people.refreshPerson(personId);
  if (chat?.personId === personId) chat.refreshStatus();
});
on("waiting", () => chat?.refreshWaiting());
on("commands", () => chat?.refreshCommands());
on("startlink", (personId) => chat?.personId === personId && chat.refreshFoot());
on("answer", (answer) => chat?.personId === answer.person_id && chat.showAnswer(answer));
on("clock", () => {
  people.refreshClock();
  people.refresh();
});

function showSelected() {
  const person = state.people.get(state.selected);
  state.startLinks.delete(chat?.personId);
  languageShown = person?.language_code ?? "";
  chat = person ? new Chat(root, person.id) : null;
  if (!chat) showNobody();
  else if (!state.messages.has(person.id)) loadLate(person.id);
}

function showNobody() {
  const [title, text] = state.people.size
    ? [page("choose_person"), ""]
    : [page("no_people_title"), page("no_people_text")];
  root.lang = page.tag;
  root.replaceChildren(el("div", { class: "nobody" }, el("strong", {}, title), text && el("p", {}, text)));
}

// What events have brought meanwhile is newer than the answer.
async function loadLate(personId) {
  const loaded = await server.messages(personId).catch(() => []);
  const newer = state.messages.get(personId)?.values() ?? [];
  setMessages(personId, [...loaded, ...newer]);
}

async function reload() {
  const { bot, people: everybody, now, trouble } = await server.state();
  putBot(bot);
  setClock(now);
  setTrouble(trouble);
  putPeople(everybody);
  const first = everybody.slice(0, LOADED_AT_ONCE).map((person) => person.id);
  await Promise.all(first.map(async (id) => setMessages(id, await server.messages(id))));
  follow();
  if (state.selected === null) showNobody();
}

followAlways();
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && state.selected !== null) markSeen(state.selected);
});
people.refresh();
people.refreshBot();
listen(reload);
