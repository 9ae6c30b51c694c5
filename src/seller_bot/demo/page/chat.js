// The open chat: who it is with, its messages, and what stands under them.

import { actsOf, showAnswer } from "./acts.js";
import { sendFiles } from "./attach.js";
import { ChatHead } from "./chat-head.js";
import { loadCommands } from "./commands.js";
import { Composer } from "./composer.js";
import { el, icon } from "./dom.js";
import { drawIntro } from "./intro.js";
import { MessageLog } from "./log.js";
import { openMessageMenu } from "./message-menu.js";
import { chatName, isAdministrator, isGroup, topicOf } from "./place.js";
import * as server from "./server.js";
import { messagesIn, state } from "./state.js";
import { tellError } from "./toast.js";
import { drawTopics, moveByKeys } from "./topics.js";
import { htmlLanguage, page, wordsFor } from "./words.js";

/** A chat as one person sees it, drawn into `root`. A change of place or of the person's language needs a new one. */
export class Chat {
  #words;
  #log;
  #composer = null;
  #banner = el("div", { class: "banner", role: "status", lang: page.tag, hidden: true, "data-testid": "banner" });
  #intro = el("div", { class: "intro", hidden: true, "data-testid": "intro" });
  #head;
  #topics = el("nav", { class: "topics", hidden: true, "data-testid": "topics", onkeydown: moveByKeys });
  #foot = el("div", { class: "chat-foot" });
  #footKind = "";

  constructor(root, place) {
    this.place = place;
    const { first_name, language_code } = state.people.get(place.personId);
    this.#words = wordsFor(language_code);
    const acts = actsOf(place, this.#words, {
      jump: (id) => this.#log.jump(id),
      menu: (id, point) => this.#openMessageMenu(id, point),
    });
    const label = isGroup(place.chatId) ? chatName(place.chatId) : page("chat_log", { name: first_name });
    this.#log = new MessageLog({ place, words: this.#words, acts }, label);
    this.#log.prepend(this.#intro);
    this.#head = new ChatHead(place, this.#words);
    this.#topics.lang = this.#words.tag;
    this.#topics.setAttribute("aria-label", this.#words("topics"));
    root.replaceChildren(this.#head.element, this.#topics, this.#banner, this.#log.element, this.#foot);
    root.classList.toggle("in-group", isGroup(place.chatId));
    root.setAttribute("aria-label", [first_name, isGroup(place.chatId) && label].filter(Boolean).join(", "));
    root.lang = htmlLanguage(language_code) || this.#words.tag;
    this.#acceptDrops(root);
    this.refresh();
    this.#log.toBottom();
    loadCommands(place);
  }

  /** Everything but the messages, from the state. */
  refresh() {
    this.refreshTopics();
    this.refreshBot();
    this.refreshBanner();
    this.refreshFoot();
    this.refreshMessages();
  }

  refreshBot() {
    if (state.bot) this.#head.refresh();
    this.#showIntro();
  }

  refreshStatus() {
    this.#head.refreshStatus();
  }

  refreshSides() {
    this.#head.refreshSides();
  }

  refreshTopics() {
    drawTopics(this.#topics, this.place, this.#words);
  }

  refreshBanner() {
    const trouble = !state.connected ? "offline" : state.bot && !state.bot.running ? "bot_stopped_text" : "";
    this.#banner.hidden = !trouble;
    this.#banner.textContent = trouble && page(trouble);
    this.#banner.dataset.trouble = trouble;
  }

  refreshMessages() {
    this.#log.refresh();
    const messages = state.messages.get(this.place.chatId);
    this.#composer?.forget((id) => messages?.has(id));
    this.#composer?.refreshKeyboard();
    this.#showIntro();
  }

  refreshWaiting() {
    this.#log.refreshWaiting();
  }

  refreshCommands() {
    loadCommands(this.place);
    this.#composer?.refreshCommands();
  }

  /** START, RESTART, the composer, or that nothing can be written; what is already there stays, with the text that is being written. */
  refreshFoot() {
    const kind = footOf(this.place);
    if (kind === this.#footKind) return;
    this.#footKind = kind;
    this.#composer = kind === "composer" ? new Composer(this.place, this.#words) : null;
    this.#foot.replaceChildren(this.#composer?.element ?? (kind === "closed" ? this.#closed() : this.#bigButton(kind)));
    this.#showIntro();
  }

  focus() {
    this.#composer?.focus();
  }

  jump(messageId) {
    this.#log.jump(messageId);
  }

  showAnswer(answer) {
    showAnswer(answer, this.place, this.#words);
  }

  #closed() {
    return el("p", { class: "composer closed", lang: this.#words.tag }, icon("lock"), this.#words("topic_is_closed"));
  }

  #bigButton(kind) {
    const act = kind === "start" ? () => this.#start() : () => this.#restart();
    // A second click of an impatient hand must not say /start again.
    const press = () => {
      button.disabled = true;
      act().catch((error) => {
        button.disabled = false;
        tellError(error);
      });
    };
    const button = el("button", { type: "button", class: "big", "data-testid": kind, onclick: press }, this.#words(kind));
    return el("div", { class: "composer", lang: this.#words.tag }, button);
  }

  async #start() {
    const { personId } = this.place;
    await server.start(personId, state.startLinks.get(personId));
    state.startLinks.delete(personId);
    this.refreshFoot();
    this.focus();
  }

  // As Telegram's own button does: it lifts the block and says /start.
  async #restart() {
    await server.unblock(this.place.personId);
    await this.#start();
  }

  #showIntro() {
    drawIntro(this.#intro, this.place, messagesIn(this.place).length === 0, this.#words);
  }

  #openMessageMenu(messageId, point) {
    const message = state.messages.get(this.place.chatId)?.get(messageId);
    if (message) openMessageMenu(message, point, this.place, this.#composer, this.#words);
  }

  #acceptDrops(root) {
    // Without this the browser would leave the page for the dropped file.
    root.ondragover = (event) => event.preventDefault();
    root.ondrop = (event) => {
      event.preventDefault();
      if (this.#composer) sendFiles([...event.dataTransfer.files], true, this.place, this.#words);
    };
  }
}

function footOf(place) {
  if (isGroup(place.chatId)) return topicOf(place)?.closed && !isAdministrator(place) ? "closed" : "composer";
  const { id, blocked, started } = state.people.get(place.personId);
  if (blocked) return "restart";
  return started && !state.startLinks.has(id) ? "composer" : "start";
}
