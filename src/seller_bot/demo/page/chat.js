// The open chat: who it is with, its messages, and what stands under them.

import { actsOf, showAnswer } from "./acts.js";
import { sendFiles } from "./attach.js";
import { ChatHead } from "./chat-head.js";
import { loadCommands } from "./commands.js";
import { Composer } from "./composer.js";
import { el } from "./dom.js";
import { drawIntro } from "./intro.js";
import { MessageLog } from "./log.js";
import { openMessageMenu } from "./message-menu.js";
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
  #banner = el("div", { class: "banner", role: "status", lang: page.tag, hidden: true, "data-testid": "banner" });
  #intro = el("div", { class: "intro", hidden: true, "data-testid": "intro" });
  #head;
  #foot = el("div", { class: "chat-foot" });
  #footKind = "";

  constructor(root, personId) {
    this.personId = personId;
    this.#person = state.people.get(personId);
    this.#words = wordsFor(this.#person.language_code);
    const acts = actsOf(personId, this.#words, {
      jump: (id) => this.#log.jump(id),
      menu: (id, point) => this.#openMessageMenu(id, point),
    });
    this.#log = new MessageLog(
      { personId, words: this.#words, acts },
      page("chat_log", { name: this.#person.first_name }),
    );
    this.#log.prepend(this.#intro);
    this.#head = new ChatHead(this.#person, this.#words);
    root.replaceChildren(this.#head.element, this.#banner, this.#log.element, this.#foot);
    root.lang = htmlLanguage(this.#person.language_code) || this.#words.tag;
    this.#acceptDrops(root);
    this.refresh();
    this.#log.toBottom();
    loadCommands(personId);
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
    if (state.bot) this.#head.refresh(this.#person);
    this.#showIntro();
  }

  refreshStatus() {
    this.#head.refreshStatus();
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
    const kind = footOf(this.#person);
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
    return el(
      "div",
      { class: "composer", lang: this.#words.tag },
      el(
        "button",
        { type: "button", class: "big", "data-testid": kind, onclick: () => press().catch(tellError) },
        this.#words(kind),
      ),
    );
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

  #showIntro() {
    drawIntro(this.#intro, this.#person, !state.messages.get(this.personId)?.size, this.#words);
  }

  #openMessageMenu(messageId, point) {
    const message = state.messages.get(this.personId)?.get(messageId);
    if (message) openMessageMenu(message, point, this.#person, this.#composer, this.#words);
  }

  #acceptDrops(root) {
    // Without this the browser would leave the page for the dropped file.
    root.ondragover = (event) => event.preventDefault();
    root.ondrop = (event) => {
      event.preventDefault();
      if (this.#composer) sendFiles([...event.dataTransfer.files], true, this.personId, this.#words);
    };
  }
}

function footOf({ id, blocked, started }) {
  if (blocked) return "restart";
  return started && !state.startLinks.has(id) ? "composer" : "start";
}
