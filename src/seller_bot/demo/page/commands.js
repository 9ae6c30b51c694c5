// The list of the bot's commands over the composer: all of them from the menu button, or those that begin as what is typed.

import { el } from "./dom.js";
import { viewKey } from "./place.js";
import * as server from "./server.js";
import { emit, state } from "./state.js";

/** Fetches the commands of a place unless they are known; views hear "commands" when they have come. */
export async function loadCommands(place) {
  const key = viewKey(place);
  if (state.commands.has(key)) return;
  state.commands.set(key, []);
  try {
    state.commands.set(key, await server.commands(place));
    emit("commands");
  } catch {
    state.commands.delete(key);
  }
}

/** Those that a text may become: "/me" → /menu. A command written in full comes first, so that Enter sends it and no longer one. */
export function matching(text, commands) {
  const start = text.match(/^\/(\w*)$/)?.[1]?.toLowerCase();
  if (start === undefined) return [];
  const found = commands.filter(({ command }) => command.startsWith(start));
  return found.sort((a, b) => (b.command === start) - (a.command === start));
}

let lists = 0;

/** The list itself. `choose(command)` hears which one; `field` is the text field that the choice is made from. */
export class CommandList {
  #choose;
  #field;
  #shown = [];
  #at = -1;
  #id = `commands-${++lists}`; // Two chats may stand side by side.

  constructor(label, field, choose) {
    this.#choose = choose;
    this.#field = field;
    this.element = el("ul", {
      class: "commands",
      role: "listbox",
      id: this.#id,
      "aria-label": label,
      hidden: true,
      "data-testid": "command-list",
    });
    field.setAttribute("aria-controls", this.#id);
  }

  get isOpen() {
    return this.#shown.length > 0;
  }

  show(commands) {
    this.#shown = commands;
    this.#at = commands.length ? 0 : -1;
    this.element.hidden = commands.length === 0;
    this.element.replaceChildren(...commands.map((command, index) => this.#option(command, index)));
    this.#mark();
  }

  close() {
    this.show([]);
  }

  /** Takes arrows, Enter, Tab and Escape while it is open; true if the key was meant for it. */
  takes(event) {
    if (!this.isOpen || event.isComposing) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.#at = (this.#at + step + this.#shown.length) % this.#shown.length;
    else if ((event.key === "Enter" && !event.shiftKey) || event.key === "Tab") this.#pick(this.#shown[this.#at]);
    else if (event.key === "Escape") this.close();
    else return false;
    event.preventDefault();
    this.#mark();
    return true;
  }

  #pick({ command }) {
    this.close();
    this.#choose(`/${command}`);
  }

  #option(item, index) {
    // Not the click but the press: the text field must keep its focus, and a phone its keyboard.
    const press = (event) => event.preventDefault();
    return el(
      "li",
      {
        role: "option",
        id: `${this.#id}-${index}`,
        "data-testid": "command",
        onmousedown: press,
        onclick: () => this.#pick(item),
      },
      el("span", { class: "command-name" }, `/${item.command}`),
      el("span", { class: "command-about" }, item.description),
    );
  }

  #mark() {
    [...this.element.children].forEach((option, index) => {
      option.setAttribute("aria-selected", String(index === this.#at));
      if (index === this.#at) option.scrollIntoView({ block: "nearest" });
    });
    if (this.isOpen) this.#field.setAttribute("aria-activedescendant", `${this.#id}-${this.#at}`);
    else this.#field.removeAttribute("aria-activedescendant");
  }
}
