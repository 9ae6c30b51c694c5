// Where the page comes together: it loads the state, listens to events, and tells each view what has changed.

import { Calls } from "./calls.js";
import { putBot, putGroups, putPeople, setClock, setMessages, setTrouble } from "./changes.js";
import { Chat } from "./chat.js";
import { el } from "./dom.js";
import { listen } from "./events.js";
import { People } from "./people.js";
import { groupPlace, viewKey } from "./place.js";
import { follow, followAlways, isPhone } from "./route.js";
import * as server from "./server.js";
import { markSeen, on, state } from "./state.js";
import { hush, tellError } from "./toast.js";
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
  const shown = state.people.get(state.place?.personId);
  if (!shown || (personId !== undefined && personId !== shown.id)) return;
  if (shown.language_code !== languageShown) showSelected();
  else chat?.refresh();
});
on("groups", (groupId) => {
  people.refresh();
  calls.refresh();
  if (state.place?.chatId !== groupId) return;
  // Whoever looked may have left, and the topic may be gone.
  const { thread, personId } = state.place;
  const still = groupPlace(groupId, thread, personId);
  if (still && viewKey(still) === viewKey(state.place)) chat?.refresh();
  else follow();
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
on("messages", (chatId) => chat?.place.chatId === chatId && chat.refreshMessages());
on("unread", (chatId) => {
  people.refreshChat(chatId);
  if (chat?.place.chatId === chatId) chat.refreshTopics();
});
on("typing", (chatId) => {
  people.refreshChat(chatId);
  if (chat?.place.chatId === chatId) chat.refreshStatus();
});
on("waiting", () => chat?.refreshWaiting());
on("commands", () => chat?.refreshCommands());
on("startlink", (personId) => chat?.place.chatId === personId && chat.refreshFoot());
on("answer", (answer) => chat?.place.personId === answer.person_id && chat.showAnswer(answer));
on("clock", () => {
  people.refreshClock();
  people.refresh();
});

function showSelected() {
  const { place } = state;
  state.startLinks.delete(chat?.place.chatId);
  languageShown = state.people.get(place?.personId)?.language_code ?? "";
  chat = place ? new Chat(root, place) : null;
  if (!chat) showNobody();
  else if (!state.messages.has(place.chatId)) loadLate(place.chatId);
}

function showNobody() {
  const [title, text] = state.people.size
    ? [page("choose_person"), ""]
    : [page("no_people_title"), page("no_people_text")];
  root.lang = page.tag;
  root.replaceChildren(el("div", { class: "nobody" }, el("strong", {}, title), text && el("p", {}, text)));
}

// What events have brought meanwhile is newer than the answer.
async function loadLate(chatId) {
  const loaded = await server.messages(chatId).catch(() => []);
  const newer = state.messages.get(chatId)?.values() ?? [];
  setMessages(chatId, [...loaded, ...newer]);
}

async function reload() {
  const { bot, people: everybody, groups, now, trouble } = await server.state();
  putBot(bot);
  setClock(now);
  setTrouble(trouble);
  putGroups(groups);
  putPeople(everybody);
  const first = [...everybody, ...groups].slice(0, LOADED_AT_ONCE).map((one) => one.id);
  await Promise.all(first.map(load));
  follow();
  if (state.place === null) showNobody();
}

// A chat that can't be read stays as it was: the others are there nevertheless.
async function load(chatId) {
  try {
    setMessages(chatId, await server.messages(chatId));
  } catch (error) {
    if (error instanceof server.ServerAway) throw error;
    tellError(error);
  }
}

followAlways();
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && state.place !== null) markSeen(state.place);
});
people.refresh();
people.refreshBot();
listen(reload);
