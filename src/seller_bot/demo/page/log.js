// The messages of the open chat: drawn once each, changed in place, and scrolled as a chat is.

import { drawRow } from "./bubble.js";
import { dayOf } from "./dates.js";
import { el } from "./dom.js";
import { showWaiting } from "./keyboard.js";
import { rowsOf } from "./rows.js";
import { Scrolling } from "./scrolling.js";
import { answeredBy, isFromBot, messagesIn } from "./state.js";

/** The log of one place; `chat` is {place, words, acts}. Its `element` goes into the page once. */
export class MessageLog {
  #chat;
  #drawn = new Map(); // row key → {signature, node}
  #list;
  #scroller;
  #scrolling;

  constructor(chat, label) {
    this.#chat = chat;
    this.#list = el("div", {
      class: "log-list",
      role: "log",
      "aria-live": "polite",
      "aria-label": label,
      "data-testid": "log",
    });
    this.#scroller = el("div", { class: "log", tabindex: "0", "aria-label": label }, this.#list);
    this.#scrolling = new Scrolling(this.#scroller, this.#list, chat.words("scroll_down"));
    this.element = el("div", { class: "log-frame" }, this.#scroller, this.#scrolling.button);
    this.#scroller.addEventListener("keydown", (event) => this.#moveByKeys(event));
    this.#list.addEventListener("contextmenu", (event) => this.#openMenu(event));
  }

  /** Brings the log up to date with the messages of the state. */
  refresh() {
    const messages = messagesIn(this.#chat.place);
    const seenUpTo = Math.max(0, ...messages.filter(isFromBot).map((message) => message.message_id));
    const rows = rowsOf(messages, dayOf);
    const added = rows.filter((row) => !this.#drawn.has(row.key));
    this.#forgetExcept(new Set(rows.map((row) => row.key)));
    this.#place(rows, seenUpTo);
    this.#list.classList.toggle("empty", rows.length === 0);
    this.#scrollAfter(added);
  }

  refreshWaiting() {
    showWaiting(this.#list);
  }

  toBottom() {
    this.#scrolling.toBottom();
  }

  /** What stands above the first message. */
  prepend(element) {
    this.#scroller.prepend(element);
  }

  /** Shows and marks a message; does nothing if it has been deleted. */
  jump(messageId) {
    const target = this.#list.querySelector(`[data-message-id="${messageId}"]`)?.closest(".message");
    if (!target) return;
    target.scrollIntoView({ block: "center", behavior: "smooth" });
    target.classList.remove("flash");
    void target.offsetWidth; // Reading a size restarts the animation of a message that flashed before.
    target.classList.add("flash");
    target.focus({ preventScroll: true });
  }

  #forgetExcept(keys) {
    for (const [key, { node }] of this.#drawn) {
      if (keys.has(key)) continue;
      node.remove();
      this.#drawn.delete(key);
    }
  }

  #place(rows, seenUpTo) {
    let place = this.#list.firstChild;
    for (const row of rows) {
      const isNext = this.#drawn.get(row.key)?.node === place;
      const node = this.#nodeOf(row, seenUpTo);
      node.classList.toggle("first", row.first);
      node.classList.toggle("last", row.last);
      if (!isNext) this.#list.insertBefore(node, place);
      place = node.nextSibling;
    }
  }

  #nodeOf(row, seenUpTo) {
    const signature = signatureOf(row, seenUpTo, this.#chat.place);
    const known = this.#drawn.get(row.key);
    if (known && sameItems(known.signature, signature)) return known.node;
    const node = drawRow(row, { ...this.#chat, seenUpTo });
    if (known) replaceKeepingFocus(known.node, node);
    this.#drawn.set(row.key, { signature, node });
    return node;
  }

  #scrollAfter(added) {
    const arrived = added.flatMap((row) => row.messages ?? []);
    const isOwn = arrived.some((message) => message.from?.id === this.#chat.place.personId);
    if (isOwn) this.#scrolling.toBottom();
    else this.#scrolling.arrived(arrived.length);
  }

  #moveByKeys(event) {
    const messages = [...this.#list.querySelectorAll(".message")];
    if (event.target === this.#scroller && event.key === "ArrowUp") return focusMessage(event, messages.at(-1));
    const message = event.target.closest(".message");
    if (!message) return undefined;
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step) return focusMessage(event, messages[messages.indexOf(message) + step]);
    return event.key === "Enter" && event.target === message ? this.#openMenu(event) : undefined;
  }

  #openMenu(event) {
    const message = event.target.closest("[data-message-id]");
    // A link, a button and a selection have menus of the browser's own.
    if (!message || event.target.closest("a, .key, video, audio") || String(getSelection())) return;
    event.preventDefault();
    const box = message.querySelector(".bubble, img")?.getBoundingClientRect() ?? message.getBoundingClientRect();
    const point = event.clientX ? { x: event.clientX, y: event.clientY } : { x: box.left + 12, y: box.top + 12 };
    this.#chat.acts.menu(Number(message.dataset.messageId), point);
  }
}

// A row is drawn anew only if one of its messages, or what they answer, is another object, or the tick of one's own changes.
function signatureOf(row, seenUpTo, place) {
  const messages = row.messages ?? [];
  const isTicked = ({ from, message_id }) => from?.id === place.personId && message_id < seenUpTo;
  return [...messages, ...messages.map((message) => answeredBy(message, place)), messages.some(isTicked)];
}

function sameItems(one, other) {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}

function focusMessage(event, message) {
  if (!message) return;
  event.preventDefault();
  message.focus();
  message.scrollIntoView({ block: "nearest" });
}

// A bot edits the very message whose button was pressed: who works by keyboard must not be thrown back to the page's start.
function replaceKeepingFocus(before, after) {
  const focused = before.contains(document.activeElement) ? document.activeElement : null;
  const index = focused ? [...before.querySelectorAll(".key")].indexOf(focused) : -1;
  before.replaceWith(after);
  if (!focused) return;
  const keys = [...after.querySelectorAll(".key")];
  (index < 0 ? after : (keys[index] ?? keys.at(-1) ?? after)).focus({ preventScroll: true });
}
