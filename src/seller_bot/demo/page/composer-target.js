// What the text in the composer is for, if it is not simply a new message: the reply to one, or the change of one.

import { el, icon, iconButton } from "./dom.js";
import { summary } from "./summary.js";

/** `kind` is "reply", "edit" or null; `message` the one that is meant. `release` hears that the visitor gives it up. */
export class ComposerTarget {
  kind = null;
  message = null;
  element = el("div", { class: "composer-about", hidden: true });
  #personId;
  #words;
  #release;

  constructor(personId, words, release) {
    this.#personId = personId;
    this.#words = words;
    this.#release = release;
  }

  take(kind, message) {
    this.kind = kind;
    this.message = message;
    const close = iconButton("close", this.#words("cancel"), {
      "data-testid": "composer-cancel",
      onclick: this.#release,
    });
    const name = el("span", { class: "replied-name" }, this.#title());
    const text = el("span", { class: "replied-text" }, summary(message, this.#words));
    this.element.replaceChildren(icon(kind), el("div", { class: "replied" }, name, text), close);
    this.element.hidden = false;
  }

  drop() {
    this.kind = null;
    this.message = null;
    this.element.replaceChildren();
    this.element.hidden = true;
  }

  #title() {
    if (this.kind === "edit") return this.#words("editing");
    return this.message.from.id === this.#personId ? this.#words("you") : this.message.from.first_name;
  }
}
