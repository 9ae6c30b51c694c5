// The open chat: who it is with, its messages, and what stands under them.

import { actsOf, showAnswer } from "./acts.js";
import { sendFiles } from "./attach.js";
import { openChatMenu } from "./chat-menu.js";
import { loadCommands } from "./commands.js";
import { Composer } from "./composer.js";
import { avatar, el, iconButton } from "./dom.js";
import { MessageLog } from "./log.js";
import { openMessageMenu } from "./message-menu.js";
import { forLanguage, openProfile } from "./profile.js";
import { showPeople } from "./route.js";
import * as server from "./server.js";
import { state } from "./state.js";
import { tellError } from "./toast.js";
import { htmlLanguage, page, wordsFor } from "./words.js";

/** The chat of one person with the bot, drawn into `root`. A change of the person's language needs a new one. */
export class Chat {
  #person;
  #words;
  #log;
  #composer = null;
  #status = el("span", { class: "chat-status", "data-testid": "status" });
  #title = el("span", { class: "chat-title" });
  #picture = el("span", { class: "chat-picture" });
  #banner = el("div", { class: "banner", role: "status", lang: page.tag, hidden: true, "data-testid": "banner" });
  #intro = el("div", { class: "intro", hidden: true, "data-testid": "intro" });
  #foot = el("div", { class: "chat-foot" });
  #footKind = "";

  constructor(root, personId) {
    this.personId = personId;
    this.#person = state.people.get(personId);
    this.#words = wordsFor(this.#person.language_code);
    const acts = actsOf(personId, this.#words, { jump: (id) => this.#log.jump(id), menu: (id, point) => this.#openMessageMenu(id, point) });
    this.#log = new MessageLog({ personId, words: this.#words, acts }, page("chat_log", { name: this.#person.first_name }));
    this.#log.element.querySelector(".log").prepend(this.#intro);
    root.replaceChildren(this.#head(), this.#banner, this.#log.element, this.#foot);
    root.lang = htmlLanguage(this.#person.language_code) || this.#words.tag;
    this.#acceptDrops(root);
    this.refresh();
    this.#log.toBottom();
    loadCommands(personId);
  }

  #head() {
    const words = this.#words;
    const { first_name, id } = this.#person;
    const about = el("button", { type: "button", class: "chat-about", "data-testid": "about-bot", onclick: () => openProfile(this.#person, words) }, this.#picture, el("span", { class: "chat-names", lang: words.tag }, this.#title, this.#status));
    const more = iconButton("more", page("person_options"), { "data-testid": "chat-menu", lang: page.tag, onclick: () => openChatMenu(this.#person, more, words) });
    return el(
      "header",
      { class: "chat-head" },
      iconButton("back", page("back_to_people"), { class: "only-phone", "data-testid": "back", lang: page.tag, onclick: showPeople }),
      about,
      el("span", { class: "you", lang: page.tag, title: page("you_are", { name: first_name }) }, avatar(first_name, id, "tiny"), el("span", {}, page("you_are", { name: first_name }))),
      more,
    );
  }

  /** Everything but the messages, from the state. */
  refresh() {
    this.#person = state.people.get(this.personId);
    this.refreshBot();
    this.refreshBanner();
    this.refreshFoot();
    this.refreshMessages();
  }

  refreshBot() {
    if (!state.bot) return;
    const { first_name, id } = state.bot;
    this.#title.textContent = first_name;
    this.#picture.replaceChildren(avatar(first_name, id));
    this.#showIntro();
    this.refreshStatus();
  }

  refreshStatus() {
    const typing = state.typing.has(this.personId);
    const dots = el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i"));
    this.#status.replaceChildren(this.#words(typing ? "typing" : "bot"), ...(typing ? [dots] : []));
    this.#status.classList.toggle("typing", typing);
  }

  refreshBanner() {
    const trouble = !state.connected ? "offline" : state.bot && !state.bot.running ? "bot_stopped_text" : "";
    this.#banner.hidden = !trouble;
    this.#banner.textContent = trouble && page(trouble);
    this.#banner.dataset.trouble = trouble;
  }

  refreshMessages() {
    this.#log.refresh();
    const messages = state.messages.get(this.personId);
    this.#composer?.forget((id) => messages?.has(id));
    this.#composer?.refreshKeyboard();
    this.#showIntro();
  }

  refreshWaiting() {
    this.#log.refreshWaiting();
  }

  refreshCommands() {
    loadCommands(this.personId);
    this.#composer?.refreshCommands();
  }

  /** START, RESTART or the composer; what is already there stays, with the text that is being written. */
  refreshFoot() {
    this.#person = state.people.get(this.personId);
    const kind = this.#person.blocked ? "restart" : !this.#person.started || state.startLinks.has(this.personId) ? "start" : "composer";
    if (kind === this.#footKind) return;
    this.#footKind = kind;
    this.#composer = kind === "composer" ? new Composer(this.personId, this.#words) : null;
    this.#foot.replaceChildren(this.#composer?.element ?? this.#bigButton(kind));
    this.#showIntro();
  }

  focus() {
    this.#composer?.focus();
  }

  showAnswer(answer) {
    showAnswer(answer, this.personId, this.#words);
  }

  #bigButton(kind) {
    const press = kind === "start" ? () => this.#start() : () => this.#restart();
    return el("div", { class: "composer", lang: this.#words.tag }, el("button", { type: "button", class: "big", "data-testid": kind, onclick: () => press().catch(tellError) }, this.#words(kind)));
  }

  async #start() {
    await server.start(this.personId, state.startLinks.get(this.personId));
    state.startLinks.delete(this.personId);
    this.refreshFoot();
    this.focus();
  }

  // As Telegram's own button does: it lifts the block and says /start.
  async #restart() {
    await server.unblock(this.personId);
    await this.#start();
  }

  // Telegram shows the bot's description over the messages, most of all to somebody who has not started.
  #showIntro() {
    const text = forLanguage(state.bot?.descriptions, this.#person.language_code);
    const isEmpty = !state.messages.get(this.personId)?.size;
    this.#intro.hidden = !text && !isEmpty;
    const card = el("div", { class: "intro-card", dir: "auto" }, el("strong", { lang: this.#words.tag }, this.#words("what_can")), el("p", {}, text));
    const nothing = el("div", { class: "intro-nothing", lang: this.#words.tag }, this.#words("no_messages"));
    this.#intro.replaceChildren(...(text ? [card] : isEmpty ? [nothing] : []));
    this.#intro.classList.toggle("alone", isEmpty);
  }

  #openMessageMenu(messageId, point) {
    const message = state.messages.get(this.personId)?.get(messageId);
    if (message) openMessageMenu(message, point, this.#person, this.#composer, this.#words);
  }

  #acceptDrops(root) {
    root.ondragover = (event) => this.#composer && event.preventDefault();
    root.ondrop = (event) => {
      if (!this.#composer) return;
      event.preventDefault();
      sendFiles([...event.dataTransfer.files], true, this.personId, this.#words);
    };
  }
}
