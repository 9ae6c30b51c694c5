// Where the page comes together: it loads the state, listens to events, and tells each view what has changed.

import { moveBetweenSides } from "./beside.js";
import { Calls } from "./calls.js";
import { putBot, putGroups, putPeople, setClock, setMessages, setTrouble } from "./changes.js";
import { listen } from "./events.js";
import { Pane } from "./pane.js";
import { People } from "./people.js";
import { groupPlace } from "./place.js";
import { follow, followAlways, isPhone, show } from "./route.js";
import * as server from "./server.js";
import { isInView, markSeen, on, openPlaces, pressKeyIn, state } from "./state.js";
import { hush, tellError } from "./toast.js";
import { page } from "./words.js";

// A demo has a handful of people; the messages of the first ones are fetched at once, for the list, the others when opened.
const LOADED_AT_ONCE = 60;

const calls = new Calls(document.getElementById("calls"));
const people = new People(document.getElementById("people"), calls.button);
const main = new Pane(document.getElementById("chat"), () => state.place);
const beside = new Pane(document.getElementById("beside"), () => state.beside);

document.documentElement.lang = page.tag;

on("selected", () => {
  hush();
  const drawn = showSelected();
  people.refresh();
  calls.refresh();
  // Whoever is put beside a chat is whom one wants to write as next.
  if (!isPhone() && matchMedia("(hover: hover)").matches) drawn.at(-1)?.chat?.focus();
});
on("people", (personId) => {
  people.refresh();
  calls.refresh();
  if (chats().some(({ place }) => personId === undefined || place.personId === personId)) showSelected();
  for (const chat of chats()) if (personId === undefined || chat.place.personId === personId) chat.refresh();
});
on("groups", (groupId) => {
  people.refresh();
  calls.refresh();
  if (![main, beside].every((pane) => pane.holds())) return follow();
  return inChat(groupId).forEach((chat) => chat.refresh());
});
on("moved", ({ id, to }) => {
  const there = openPlaces().filter((place) => place.chatId === id);
  for (const { personId, beside } of there) show({ ...groupPlace(to, 0, personId), beside });
  people.refresh();
});
on("jump", ({ chatId, messageId }) => inChat(chatId).forEach((chat) => chat.jump(messageId)));
on("bot", () => {
  people.refreshBot();
  chats().forEach((chat) => {
    chat.refreshBot();
    chat.refreshBanner();
  });
});
on("connection", () => {
  people.refreshBot();
  chats().forEach((chat) => chat.refreshBanner());
});
on("messages", (chatId) => inChat(chatId).forEach((chat) => chat.refreshMessages()));
on("unread", (chatId) => {
  people.refreshChat(chatId);
  inChat(chatId).forEach((chat) => chat.refreshTopics());
  chats().forEach((chat) => chat.refreshSides());
});
on("typing", (chatId) => {
  people.refreshChat(chatId);
  inChat(chatId).forEach((chat) => chat.refreshStatus());
});
on("waiting", () => chats().forEach((chat) => chat.refreshWaiting()));
on("commands", () => chats().forEach((chat) => chat.refreshCommands()));
on("startlink", (personId) => inChat(personId).forEach((chat) => chat.refreshFoot()));
on("answer", (answer) => {
  const theirs = chats().filter(({ place }) => place.personId === answer.person_id);
  const there = theirs.find(({ place }) => answer.pressed?.startsWith(pressKeyIn(place)));
  (there ?? theirs[0])?.showAnswer(answer);
});
on("clock", () => {
  people.refreshClock();
  people.refresh();
});

function chats() {
  return [main.chat, beside.chat].filter(Boolean);
}

function inChat(chatId) {
  return chats().filter(({ place }) => place.chatId === chatId);
}

/** Draws what is to stand on each side; the panes that were drawn. */
function showSelected() {
  document.getElementById("beside").hidden = state.beside === null;
  const drawn = [main, beside].filter((pane) => pane.show());
  chats().forEach((chat) => chat.refreshSides());
  for (const { chat } of drawn) if (chat && !state.messages.has(chat.place.chatId)) loadLate(chat.place.chatId);
  return drawn;
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
  if (state.place === null) main.show();
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
addEventListener("keydown", moveBetweenSides);
document.addEventListener("visibilitychange", () => {
  openPlaces().filter(isInView).forEach(markSeen);
});
people.refresh();
people.refreshBot();
listen(reload);
