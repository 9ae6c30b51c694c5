// The head of a chat: the bot, whether it is typing, and who the visitor is here.

import { openChatMenu } from "./chat-menu.js";
import { avatar, el, iconButton } from "./dom.js";
import { openProfile } from "./profile.js";
import { showPeople } from "./route.js";
import { state } from "./state.js";
import { page } from "./words.js";

export class ChatHead {
  #person;
  #words;
  #status = el("span", { class: "chat-status", "data-testid": "status" });
  #title = el("span", { class: "chat-title" });
  #picture = el("span", { class: "chat-picture" });

  constructor(person, words) {
    this.#person = person;
    this.#words = words;
    this.element = el("header", { class: "chat-head" }, this.#back(), this.#about(), this.#you(), this.#more());
  }

  refresh(person) {
    this.#person = person;
    this.#title.textContent = state.bot.first_name;
    this.#picture.replaceChildren(avatar(state.bot.first_name, state.bot.id));
    this.refreshStatus();
  }

  refreshStatus() {
    const typing = state.typing.has(this.#person.id);
    const dots = el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i"));
    this.#status.replaceChildren(this.#words(typing ? "typing" : "bot"), ...(typing ? [dots] : []));
    this.#status.classList.toggle("typing", typing);
  }

  #back() {
    const label = page("back_to_people");
    return iconButton("back", label, {
      class: "only-phone",
      "data-testid": "back",
      lang: page.tag,
      onclick: showPeople,
    });
  }

  #about() {
    const names = el("span", { class: "chat-names", lang: this.#words.tag }, this.#title, this.#status);
    const open = () => openProfile(this.#person, this.#words);
    const attributes = { type: "button", class: "chat-about", "data-testid": "about-bot", onclick: open };
    return el("button", attributes, this.#picture, names);
  }

  #you() {
    const { first_name, id } = this.#person;
    const label = page("you_are", { name: first_name });
    return el(
      "span",
      { class: "you", lang: page.tag, title: label },
      avatar(first_name, id, "tiny"),
      el("span", {}, label),
    );
  }

  #more() {
    const open = () => openChatMenu(this.#person, button, this.#words);
    const button = iconButton("more", page("person_options"), {
      "data-testid": "chat-menu",
      lang: page.tag,
      onclick: open,
    });
    return button;
  }
}
