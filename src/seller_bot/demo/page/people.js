// The list of people and of their groups: who they are, what was said last, and what has not been seen yet.

import { openAddPerson } from "./add-person.js";
import { clockButton } from "./clock.js";
import { shortMoment } from "./dates.js";
import { avatar, el, icon, iconButton } from "./dom.js";
import { openNewGroup } from "./group-dialogs.js";
import { groupPlace, privateChat } from "./place.js";
import { show } from "./route.js";
import { isService } from "./service.js";
import { everybody, isFromBot, messagesOf, openPlaces, state, unreadOf } from "./state.js";
import { summary } from "./summary.js";
import { themeButton } from "./theme.js";
import { openTour, tourCard } from "./tour.js";
import { languageName, page, wordsFor } from "./words.js";

export class People {
  #list = el("ul", { class: "people-list", "aria-label": page("people"), "data-testid": "people-list" });
  #running = el("span", { class: "running", "data-testid": "running" });
  #clock = clockButton();
  #addGroup;

  /** `callsButton` opens the panel of calls, which is the page's, not the list's. */
  constructor(root, callsButton) {
    const tools = el(
      "div",
      { class: "tools" },
      iconButton("help", page("help"), { "data-testid": "help", onclick: () => openTour(root) }),
      themeButton(),
      callsButton,
    );
    const add = el(
      "button",
      { type: "button", class: "add", "data-testid": "add-person-open", onclick: openAddPerson },
      el("span", { class: "avatar" }, icon("plus")),
      el("span", {}, page("add_person")),
    );
    this.#addGroup = el(
      "button",
      { type: "button", class: "add", "data-testid": "new-group-open", hidden: true, onclick: openNewGroup },
      el("span", { class: "avatar" }, icon("group")),
      el("span", {}, page("new_group")),
    );
    root.lang = page.tag;
    root.replaceChildren(
      el("header", { class: "people-head" }, el("h1", {}, page("demo_title")), tools),
      el("nav", { class: "people-scroll", "aria-label": page("people") }, this.#list, add, this.#addGroup),
      ...tourCard(),
      el("footer", { class: "people-foot" }, this.#running, this.#clock.element),
    );
    this.#list.addEventListener("keydown", moveByKeys);
  }

  refresh() {
    const focused = document.activeElement?.closest?.(".person")?.dataset.testid;
    const rows = [...everybody().map(personButton), ...[...state.groups.values()].map(groupButton)];
    this.#list.replaceChildren(...rows.map((row) => el("li", {}, row)));
    if (focused) this.#list.querySelector(`[data-testid="${focused}"]`)?.focus({ preventScroll: true });
    this.#list.hidden = state.people.size === 0;
    this.#addGroup.hidden = state.people.size === 0;
    const unread = [...state.people.keys(), ...state.groups.keys()].reduce((sum, id) => sum + unreadOf(id), 0);
    document.title = unread ? `(${unread}) ${page("demo_title")}` : page("demo_title");
  }

  /** One row, so that a message does not draw the whole list anew. */
  refreshChat(chatId) {
    const person = state.people.get(chatId);
    const group = state.groups.get(chatId);
    if (!person && !group) return undefined; // An event about a group can come before the one that tells of the group.
    const shown = this.#list.querySelector(`[data-testid="${person ? "person" : "group"}-${chatId}"]`);
    if (!shown) return this.refresh();
    const isFocused = shown === document.activeElement;
    const fresh = person ? personButton(person) : groupButton(group);
    shown.replaceWith(fresh);
    if (isFocused) fresh.focus({ preventScroll: true });
    return undefined;
  }

  refreshBot() {
    const running = state.connected && state.bot?.running;
    this.#running.dataset.running = String(Boolean(running));
    this.#running.textContent = page(running ? "bot_running" : "bot_stopped");
  }

  refreshClock() {
    this.#clock.refresh();
  }
}

function personButton(person) {
  const last = messagesOf(person.id).at(-1);
  return row({
    testid: `person-${person.id}`,
    isOpen: isOpen(person.id),
    open: () => show(privateChat(person.id)),
    picture: avatar(person.first_name, person.id),
    name: person.first_name,
    tag: [
      person.role && el("span", { class: "tag role" }, page(`role_${person.role}`)),
      person.language_code &&
        el("span", { class: "tag", title: languageName(person.language_code) }, person.language_code),
    ],
    last,
    snippet: snippet(person, last),
    unread: unreadOf(person.id),
  });
}

function groupButton(group) {
  const last = messagesOf(group.id).at(-1);
  return row({
    testid: `group-${group.id}`,
    isOpen: isOpen(group.id),
    open: () => show(groupPlace(group.id, lastThread(group.id))),
    picture: avatar(group.title, group.id, group.forum ? "forum" : ""),
    name: group.title,
    tag: icon("group"),
    last,
    snippet: groupSnippet(group, last),
    unread: unreadOf(group.id),
  });
}

const isOpen = (chatId) => openPlaces().some((place) => place.chatId === chatId);

// Who comes back to a forum that is open finds the topic in which they were.
function lastThread(groupId) {
  return state.place?.chatId === groupId ? state.place.thread : 0;
}

function row({ testid, isOpen, open, picture, name, tag, last, snippet: text, unread }) {
  return el(
    "button",
    { type: "button", class: "person", "data-testid": testid, "aria-current": isOpen ? "true" : null, onclick: open },
    picture,
    el(
      "span",
      { class: "person-about" },
      el(
        "span",
        { class: "person-line" },
        el("span", { class: "person-name", dir: "auto" }, name),
        tag,
        last && el("time", {}, shortMoment(last.date, page.tag)),
      ),
      el(
        "span",
        { class: "person-line" },
        text,
        unread > 0 &&
          el(
            "span",
            { class: "badge", "data-testid": "unread", "aria-label": page("unread", { count: unread }) },
            String(unread),
          ),
      ),
    ),
  );
}

function groupSnippet(group, last) {
  if (state.typing.has(group.id)) return el("span", { class: "snippet typing" }, page("typing"), "…");
  if (!last) return el("span", { class: "snippet faint" }, page("no_messages"));
  const own = !isService(last) && el("span", { class: "own" }, `${last.from.first_name}: `);
  return el("span", { class: "snippet" }, own, albumOrMessage(group.id, last, page));
}

function snippet(person, last) {
  const words = wordsFor(person.language_code);
  if (state.typing.has(person.id))
    return el("span", { class: "snippet typing", lang: words.tag }, words("typing"), "…");
  if (person.blocked) return el("span", { class: "snippet faint" }, page("blocked_mark"));
  if (!last) return el("span", { class: "snippet faint" }, page(person.started ? "no_messages" : "not_started"));
  const own = !isFromBot(last) && el("span", { class: "own" }, `${page("you")}: `);
  return el("span", { class: "snippet", lang: words.tag }, own, albumOrMessage(person.id, last, words));
}

// The caption of an album stands on its first message, the list shows the last one.
function albumOrMessage(chatId, last, words) {
  if (!last.media_group_id) return summary(last, words);
  const titled = messagesOf(chatId).find(
    (message) => message.media_group_id === last.media_group_id && message.caption,
  );
  return [words("album"), titled?.caption].filter(Boolean).join(", ");
}

function moveByKeys(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const buttons = [...event.currentTarget.querySelectorAll(".person")];
  const next = buttons[buttons.indexOf(document.activeElement) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
