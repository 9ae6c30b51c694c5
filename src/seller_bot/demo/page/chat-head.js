// The head of a chat: the bot or the group, who is typing, and who the visitor is here.

import { chooseBeside, sideButtons } from "./beside.js";
import { openChatMenu } from "./chat-menu.js";
import { avatar, el, icon, iconButton } from "./dom.js";
import { openGroupProfile } from "./group-dialogs.js";
import { openMenu } from "./menu.js";
import { isGroup, membersOf } from "./place.js";
import { openProfile } from "./profile.js";
import { show, showPeople } from "./route.js";
import { state } from "./state.js";
import { page } from "./words.js";

export class ChatHead {
  #place;
  #words;
  #status = el("span", { class: "chat-status", "data-testid": "status" });
  #title = el("span", { class: "chat-title", dir: "auto" });
  #picture = el("span", { class: "chat-picture" });
  #sides = el("span", { class: "sides" });
  #sidesLook = "";

  constructor(place, words) {
    this.#place = place;
    this.#words = words;
    const canChange = place.beside || isGroup(place.chatId);
    const you = canChange ? this.#youAmongOthers() : this.#you();
    this.element = el("header", { class: "chat-head" }, this.#back(), this.#about(), you, this.#sides, this.#more());
    this.refreshSides();
  }

  refreshSides() {
    const buttons = sideButtons(this.#place);
    const look = buttons.map((button) => button.outerHTML).join();
    // A button that is drawn anew between the press and the release of a mouse hears neither.
    if (look === this.#sidesLook) return;
    this.#sidesLook = look;
    const hadFocus = this.#sides.contains(document.activeElement);
    this.#sides.replaceChildren(...buttons);
    if (hadFocus) this.#sides.querySelector("button")?.focus({ preventScroll: true });
  }

  refresh() {
    const { title, first_name, id, forum } = state.groups.get(this.#place.chatId) ?? state.bot;
    const name = title ?? first_name;
    this.#title.textContent = name;
    this.#picture.replaceChildren(avatar(name, id, forum ? "forum" : ""));
    this.refreshStatus();
  }

  refreshStatus() {
    const typing = state.typing.has(this.#place.chatId);
    const dots = el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i"));
    this.#status.replaceChildren(typing ? this.#words("typing") : this.#calm(), ...(typing ? [dots] : []));
    this.#status.classList.toggle("typing", typing);
  }

  #calm() {
    const group = state.groups.get(this.#place.chatId);
    return group ? this.#words("members", { count: group.members.length }) : this.#words("bot");
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
    const { chatId, personId } = this.#place;
    const names = el("span", { class: "chat-names", lang: this.#words.tag }, this.#title, this.#status);
    const open = () =>
      isGroup(chatId)
        ? openGroupProfile(this.#place, this.#words)
        : openProfile(state.people.get(personId), this.#words);
    const attributes = { type: "button", class: "chat-about", "data-testid": "about-bot", onclick: open };
    return el("button", attributes, this.#picture, names);
  }

  #you() {
    const { first_name, id } = state.people.get(this.#place.personId);
    const label = page("you_are", { name: first_name });
    return el(
      "span",
      { class: "you", lang: page.tag, title: label },
      avatar(first_name, id, "tiny"),
      el("span", { class: "you-label" }, label),
    );
  }

  // In a group one and the same chat can be looked at, and written in, as each of its people; beside a chat anybody can stand.
  #youAmongOthers() {
    const { first_name, id } = state.people.get(this.#place.personId);
    const label = page("you_are", { name: first_name });
    const button = el(
      "button",
      {
        type: "button",
        class: "you",
        lang: page.tag,
        title: page("you_change"),
        "aria-label": `${label}. ${page("you_change")}`,
        "data-testid": "you",
        onclick: () => (isGroup(this.#place.chatId) ? this.#chooseWho(button) : chooseBeside(this.#place, button)),
      },
      avatar(first_name, id, "tiny"),
      el("span", { class: "you-label" }, label),
      icon("down"),
    );
    return button;
  }

  #chooseWho(button) {
    const items = membersOf(this.#place.chatId).map((personId) => ({
      icon: "person",
      label: state.people.get(personId).first_name,
      testid: `as-${personId}`,
      act: () => show({ ...this.#place, personId }),
    }));
    openMenu(items, button, page.tag);
  }

  #more() {
    const open = () => openChatMenu(this.#place, button, this.#words);
    const button = iconButton("more", page("person_options"), {
      "data-testid": "chat-menu",
      lang: page.tag,
      onclick: open,
    });
    return button;
  }
}
