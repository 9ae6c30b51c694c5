// Where a person writes: the text field, sending, and what the text is: new, a reply, or an edit of an earlier message.

import { openAttachMenu, sendFiles } from "./attach.js";
import { CommandList, matching } from "./commands.js";
import { ComposerTarget } from "./composer-target.js";
import { el, icon, iconButton } from "./dom.js";
import { isEditable } from "./media.js";
import { isGroup, viewKey } from "./place.js";
import { forcedReplyOf, replyKeyboard, replyKeyboardOf } from "./reply-keyboard.js";
import * as server from "./server.js";
import { messagesIn, state } from "./state.js";
import { tell, tellError } from "./toast.js";

/** The composer of one place. Its `element` is a form; `reply(message)` and `edit(message)` set what the text is. */
export class Composer {
  #place;
  #words;
  #field;
  #send;
  #menu;
  #commands;
  #keys = el("div", { class: "composer-keys", hidden: true });
  #markup = null;
  #target;
  #sending = Promise.resolve();

  constructor(place, words) {
    this.#place = place;
    this.#words = words;
    this.#field = el("textarea", {
      class: "composer-field",
      rows: "1",
      dir: "auto",
      placeholder: words("message"),
      "aria-label": words("message"),
      autocomplete: "off",
      enterkeyhint: "send",
      "data-testid": "composer",
    });
    this.#send = iconButton("send", words("send"), { type: "submit", class: "send", "data-testid": "send" });
    this.#menu = el(
      "button",
      {
        type: "button",
        class: "menu-button",
        "data-testid": "commands",
        title: words("commands"),
        onclick: () => this.#toggleCommands(),
      },
      icon("menu"),
      el("span", {}, words("menu")),
    );
    this.#target = new ComposerTarget(place.personId, words, () => this.#release());
    this.#commands = new CommandList(words("commands"), this.#field, (text) => this.#sayNow(this.#addressed(text)));
    this.element = this.#form();
    this.#listen();
    this.#restoreDraft();
    this.refreshCommands();
    this.refreshKeyboard();
  }

  #form() {
    const words = this.#words;
    const attach = iconButton("attach", words("attach"), {
      "data-testid": "attach",
      onclick: () => openAttachMenu(attach, this.#place, words),
    });
    const bar = el("div", { class: "composer-bar" }, this.#menu, this.#field, attach, this.#send);
    return el(
      "form",
      { class: "composer", lang: words.tag },
      this.#commands.element,
      this.#target.element,
      bar,
      this.#keys,
    );
  }

  #listen() {
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#field.addEventListener("input", () => this.#typed());
    this.#field.addEventListener("keydown", (event) => this.#pressed(event));
    this.#field.addEventListener("paste", (event) => this.#pasted(event));
    this.#field.addEventListener("blur", () => this.#commands.close());
  }

  focus() {
    this.#field.focus({ preventScroll: true });
  }

  refreshCommands() {
    this.#menu.hidden = this.#known().length === 0;
    if (this.#commands.isOpen) this.#suggest();
  }

  /** The bot's reply keyboard and the hint in the empty field, from the messages of the chat. */
  refreshKeyboard() {
    const markup = replyKeyboardOf(messagesIn(this.#place));
    this.#obeyForcedReply();
    if (markup === this.#markup) return;
    this.#markup = markup;
    const refuse = () => tell(this.#words("button_unsupported"), { lang: this.#words.tag });
    this.#keys.hidden = markup === null;
    this.#keys.replaceChildren(...(markup ? [replyKeyboard(markup, (text) => this.#sayNow(text), refuse)] : []));
    this.#showHint();
  }

  // A bot that asks for a reply opens the bar itself, once: who puts it away is not asked again by the same message.
  #obeyForcedReply() {
    const forced = forcedReplyOf(messagesIn(this.#place), this.#place);
    if (!forced || this.#target.kind || Number(sessionStorage.getItem(this.#forcedKey())) >= forced.message_id) return;
    this.#target.take("reply", forced);
    this.#showHint();
    this.#fit();
    if (this.element.closest(".chat")?.contains(document.activeElement)) this.focus();
  }

  #showHint() {
    const asked = this.#target.message?.reply_markup ?? {};
    const hint = asked.force_reply ? asked.input_field_placeholder : this.#markup?.input_field_placeholder;
    this.#field.placeholder = hint || this.#words("message");
  }

  #forcedKey() {
    return `forced:${viewKey(this.#place)}`;
  }

  reply(message) {
    if (!this.#isThere(message)) return; // Deleted while its menu was open.
    this.#aim("reply", message);
  }

  edit(message) {
    if (!this.#isThere(message)) return;
    this.#field.value = message.text ?? message.caption ?? "";
    this.#aim("edit", message);
  }

  /** A message that is gone can be neither answered nor edited. */
  forget(exists) {
    if (this.#target.message && !exists(this.#target.message.message_id)) this.#release();
  }

  #aim(kind, message) {
    this.#target.take(kind, message);
    this.#showHint();
    this.#fit();
    this.focus();
    this.#field.setSelectionRange(this.#field.value.length, this.#field.value.length);
  }

  #release() {
    if (this.#target.kind === "edit") this.#field.value = "";
    this.#dropTarget();
    this.#fit();
  }

  #dropTarget() {
    const { message } = this.#target;
    if (message?.reply_markup?.force_reply) sessionStorage.setItem(this.#forcedKey(), String(message.message_id));
    this.#target.drop();
    this.#showHint();
  }

  #typed() {
    this.#fit();
    this.#suggest();
    sessionStorage.setItem(this.#draftKey(), this.#target.kind === "edit" ? "" : this.#field.value);
  }

  #suggest() {
    this.#commands.show(matching(this.#field.value, this.#known()));
  }

  #toggleCommands() {
    if (this.#commands.isOpen) return this.#commands.close();
    this.focus();
    return this.#commands.show(this.#known());
  }

  #pressed(event) {
    // Enter that ends the choice of a Chinese word must not send; Safari reports it only by this code.
    if (event.isComposing || event.keyCode === 229) return;
    if (this.#commands.takes(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.#submit();
    } else if (event.key === "Escape" && this.#target.kind) {
      this.#release();
    } else if (event.key === "ArrowUp" && this.#field.value === "") {
      this.#editLast(event);
    }
  }

  // As in Telegram: the up arrow in an empty field takes one's last message back for editing.
  #editLast(event) {
    const last = messagesIn(this.#place).findLast((message) => message.from?.id === this.#place.personId && isEditable(message));
    if (!last) return;
    event.preventDefault();
    this.edit(last);
  }

  #pasted(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    sendFiles(files, true, this.#place, this.#words);
  }

  #submit() {
    const text = this.#field.value.trim();
    const { kind, message } = this.#target;
    // A caption may be taken away, a text may not.
    if (!text && !(kind === "edit" && message.text === undefined)) return;
    this.#field.value = "";
    this.#dropTarget();
    this.#typed();
    this.#inOrder(
      () => this.#deliver(text, kind, message),
      text,
      () => kind && this.#isThere(message) && this.#target.take(kind, message),
    );
  }

  #isThere(message) {
    return state.messages.get(this.#place.chatId)?.has(message.message_id);
  }

  #deliver(text, kind, message) {
    if (kind === "edit") return server.edit(this.#place, message.message_id, text);
    return server.say(this.#place, text, message?.message_id);
  }

  #sayNow(text) {
    if (/^\/\w*$/.test(this.#field.value)) this.#field.value = "";
    this.#typed();
    this.#inOrder(
      () => server.say(this.#place, text),
      "",
      () => {},
    );
  }

  // Messages leave in the order in which they were written, and one that was refused comes back into the field.
  #inOrder(deliver, text, takeBack) {
    this.#sending = this.#sending.then(deliver).catch((error) => {
      tellError(error);
      if (!this.#field.value) takeBack();
      this.#field.value = [text, this.#field.value].filter(Boolean).join("\n");
      this.#typed();
    });
  }

  // In a group a chosen command names its bot, as Telegram's clients do it.
  #addressed(command) {
    return isGroup(this.#place.chatId) ? `${command}@${state.bot.username}` : command;
  }

  #known() {
    return state.commands.get(viewKey(this.#place)) ?? [];
  }

  #restoreDraft() {
    this.#field.value = sessionStorage.getItem(this.#draftKey()) ?? "";
    requestAnimationFrame(() => this.#fit());
  }

  #draftKey() {
    return `draft:${viewKey(this.#place)}`;
  }

  #fit() {
    this.#field.style.height = "auto";
    this.#field.style.height = `${this.#field.scrollHeight}px`;
    this.#send.classList.toggle("ready", this.#field.value.trim() !== "");
  }
}
