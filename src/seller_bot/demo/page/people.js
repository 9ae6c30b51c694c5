// The list of people: who they are, what was said last, and what they have not seen yet.

import { openAddPerson } from "./add-person.js";
import { clockButton } from "./clock.js";
import { shortMoment } from "./dates.js";
import { avatar, el, icon, iconButton } from "./dom.js";
import { showChat } from "./route.js";
import { isFromBot, messagesOf, state, unreadOf } from "./state.js";
import { summary } from "./summary.js";
import { themeButton } from "./theme.js";
import { openTour, tourCard } from "./tour.js";
import { languageName, page, wordsFor } from "./words.js";

export class People {
  #list = el("ul", { class: "people-list", "aria-label": page("people"), "data-testid": "people-list" });
  #running = el("span", { class: "running", "data-testid": "running" });
  #clock = clockButton();

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
    root.lang = page.tag;
    root.replaceChildren(
      el("header", { class: "people-head" }, el("h1", {}, page("demo_title")), tools),
      el("nav", { class: "people-scroll", "aria-label": page("people") }, this.#list, add),
      ...tourCard(),
      el("footer", { class: "people-foot" }, this.#running, this.#clock.element),
    );
    this.#list.addEventListener("keydown", moveByKeys);
  }

  refresh() {
    const focused = document.activeElement?.closest?.(".person")?.dataset.testid;
    this.#list.replaceChildren(...[...state.people.values()].map((person) => el("li", {}, personButton(person))));
    if (focused) this.#list.querySelector(`[data-testid="${focused}"]`)?.focus({ preventScroll: true });
    this.#list.hidden = state.people.size === 0;
    const unread = [...state.people.keys()].reduce((sum, id) => sum + unreadOf(id), 0);
    document.title = unread ? `(${unread}) ${page("demo_title")}` : page("demo_title");
  }

  /** One person's row, so that a message does not draw the whole list anew. */
  refreshPerson(personId) {
    const shown = this.#list.querySelector(`[data-testid="person-${personId}"]`);
    if (!shown) return this.refresh();
    const isFocused = shown === document.activeElement;
    const fresh = personButton(state.people.get(personId));
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
  const unread = unreadOf(person.id);
  return el(
    "button",
    {
      type: "button",
      class: "person",
      "data-testid": `person-${person.id}`,
      "aria-current": person.id === state.selected ? "true" : null,
      onclick: () => showChat(person.id),
    },
    avatar(person.first_name, person.id),
    el(
      "span",
      { class: "person-about" },
      el(
        "span",
        { class: "person-line" },
        el("span", { class: "person-name", dir: "auto" }, person.first_name),
        person.language_code &&
          el("span", { class: "tag", title: languageName(person.language_code) }, person.language_code),
        last && el("time", {}, shortMoment(last.date, page.tag)),
      ),
      el(
        "span",
        { class: "person-line" },
        snippet(person, last),
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
function albumOrMessage(personId, last, words) {
  if (!last.media_group_id) return summary(last, words);
  const titled = messagesOf(personId).find(
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
