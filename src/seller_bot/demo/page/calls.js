// The panel of calls: each one as the bot makes it, with what Telegram says to it.

import { el, iconButton } from "./dom.js";
import { Faults } from "./faults.js";
import { chatName } from "./place.js";
import { on, state } from "./state.js";
import { page } from "./words.js";

const POLLING = "getUpdates";

export class Calls {
  #root;
  #list = el("ol", { class: "calls-list", "data-testid": "calls-list", reversed: true });
  #empty = el("p", { class: "faint calls-empty" }, page("calls_empty"));
  #polling = el("input", { type: "checkbox", "data-testid": "calls-polling" });
  #onlyPerson = el("input", { type: "checkbox", "data-testid": "calls-this-person" });
  #personLabel = el("span");
  #refused = el("span", { class: "badge bad", hidden: true, "data-testid": "calls-refused" });
  #refusedUnseen = 0;

  constructor(root) {
    this.#root = root;
    this.button = iconButton("calls", page("calls"), {
      "data-testid": "calls-open",
      "aria-expanded": "false",
      "aria-controls": root.id,
      onclick: () => this.#toggle(root.hidden),
    });
    this.button.append(this.#refused);
    this.#draw();
    this.#toggle(localStorage.getItem("calls") === "open" && innerWidth > 1080);
    for (const box of [this.#polling, this.#onlyPerson]) box.addEventListener("change", () => this.refresh());
    on("call", (call) => this.#arrived(call));
  }

  #draw() {
    const close = iconButton("close", page("close"), {
      "data-testid": "calls-close",
      onclick: () => this.#toggle(false),
    });
    const clear = el(
      "button",
      { type: "button", class: "text-button", "data-testid": "calls-clear", onclick: () => this.#clear() },
      page("calls_clear"),
    );
    const filters = el(
      "div",
      { class: "calls-filters" },
      el("label", {}, this.#onlyPerson, this.#personLabel),
      el("label", {}, this.#polling, page("calls_polling")),
      clear,
    );
    this.#root.lang = page.tag;
    this.#root.setAttribute("aria-label", page("calls"));
    this.#root.replaceChildren(
      el("header", { class: "calls-head" }, el("h2", {}, page("calls")), close),
      new Faults().element,
      filters,
      this.#empty,
      this.#list,
    );
  }

  /** Draws the list from the state: after a change of filter, of person, or a clearing. */
  refresh() {
    const name = state.place ? chatName(state.place.chatId) : "";
    this.#personLabel.textContent = page("calls_this_person", { name });
    this.#personLabel.parentElement.hidden = !name;
    this.#list.replaceChildren(...state.calls.filter((call) => this.#isShown(call)).map(callItem));
    this.#empty.hidden = this.#list.children.length > 0;
  }

  #arrived(call) {
    if (this.#isShown(call)) this.#list.prepend(callItem(call));
    while (this.#list.children.length > state.calls.length) this.#list.lastChild.remove();
    this.#empty.hidden = this.#list.children.length > 0;
    if (!call.ok && this.#root.hidden) this.#countRefused(this.#refusedUnseen + 1);
  }

  #isShown(call) {
    if (call.method === POLLING && call.ok && !this.#polling.checked) return false;
    return !this.#onlyPerson.checked || state.place === null || Number(call.params?.chat_id) === state.place.chatId;
  }

  #toggle(open) {
    this.#root.hidden = !open;
    document.documentElement.classList.toggle("calls-open", open);
    this.button.setAttribute("aria-expanded", String(open));
    localStorage.setItem("calls", open ? "open" : "closed");
    if (open) this.#countRefused(0);
  }

  #countRefused(count) {
    this.#refusedUnseen = count;
    this.#refused.hidden = count === 0;
    this.#refused.textContent = String(count);
    this.#refused.setAttribute("aria-label", page("calls_refused", { count }));
  }

  #clear() {
    state.calls.length = 0;
    this.refresh();
  }
}

function callItem(call) {
  const name = chatName(Number(call.params?.chat_id));
  const short = call.ok ? page("calls_ok") : String(call.error_code);
  const head = el(
    "summary",
    {},
    el("span", { class: "call-dot", title: short }),
    el("span", { class: "call-method" }, call.method),
    name && el("span", { class: "faint call-person" }, name),
    el(
      "span",
      { class: "faint call-time" },
      page("calls_milliseconds", { count: milliseconds(call.milliseconds ?? 0) }),
    ),
    verdict(call),
  );
  const params = Object.keys(call.params ?? {}).length
    ? el("pre", {}, JSON.stringify(call.params, null, 2))
    : el("p", { class: "faint" }, page("calls_no_parameters"));
  return el(
    "li",
    {
      class: call.ok && !isCut(call) ? "call" : "call refused",
      "data-testid": "call",
      "data-method": call.method,
      "data-ok": String(call.ok),
    },
    el("details", {}, head, params),
  );
}

const isCut = (call) => Boolean(call.fault?.startsWith("cut_"));

// What Telegram says to a call that it does not simply accept: in its own words, or, of a broken connection, in ours.
function verdict(call) {
  if (isCut(call)) return el("span", { class: "call-said" }, page(`calls_${call.fault}`));
  if (call.ok) return null;
  return el("span", { class: "call-said", lang: "en" }, `${call.error_code} ${call.description ?? ""}`);
}

function milliseconds(count) {
  return new Intl.NumberFormat(page.tag, { maximumFractionDigits: count < 10 ? 1 : 0 }).format(count);
}
