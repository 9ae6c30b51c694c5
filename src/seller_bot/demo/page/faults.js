// Faults: what the bot's next calls shall meet, and what still waits for its call.

import { secondsOf } from "./dates.js";
import { el, icon } from "./dom.js";
import * as server from "./server.js";
import { on, state } from "./state.js";
import { tellError } from "./toast.js";
import { page } from "./words.js";

// By the key of their words: what the server is asked for. `seconds` names the field that a number of seconds goes into.
const FAULTS = {
  fault_429: { kind: "refuse", error_code: 429, seconds: "retry_after" },
  fault_403: { kind: "refuse", error_code: 403, description: "Forbidden: bot was blocked by the user" },
  fault_500: { kind: "refuse", error_code: 500 },
  fault_502: { kind: "refuse", error_code: 502 },
  fault_slow: { kind: "slow", seconds: "seconds" },
  fault_cut_before: { kind: "cut_before" },
  fault_cut_after: { kind: "cut_after" },
  fault_duplicate_updates: { kind: "duplicate_updates", everywhere: true },
};

const METHODS = [
  "sendMessage",
  "editMessageText",
  "answerCallbackQuery",
  "sendChatAction",
  "sendPhoto",
  "sendMediaGroup",
  "deleteMessage",
  "getUpdates",
];

export class Faults {
  #kind = el("select", { class: "field", "data-testid": "fault-kind" }, ...Object.keys(FAULTS).map(option));
  #method = el(
    "select",
    { class: "field", "data-testid": "fault-method" },
    el("option", { value: "" }, page("fault_any")),
    ...METHODS.map((name) => el("option", { value: name }, name)),
  );
  #times = number("fault-times", 1, 1, 1000);
  #seconds = number("fault-seconds", 5, 1, 3600);
  #methodLabel = labelled("fault_method", this.#method);
  #secondsLabel = labelled("fault_seconds", this.#seconds);
  #count = el("span", { class: "badge warning", hidden: true, "data-testid": "faults-count" });
  #list = el("ul", { class: "faults-list", "data-testid": "faults-list" });
  #rates = el("input", { type: "checkbox", "data-testid": "rates" });
  #clear = el(
    "button",
    { type: "button", class: "text-button", "data-testid": "faults-clear" },
    page("faults_clear"),
  );

  constructor() {
    const head = el("summary", {}, icon("bolt"), el("span", {}, page("faults")), this.#count, icon("down"));
    this.element = el("details", { class: "faults", "data-testid": "faults" }, head, this.#form(), this.#waiting());
    this.#kind.addEventListener("change", () => this.#fit());
    this.#clear.addEventListener("click", () => change({ clear: true }));
    this.#rates.addEventListener("change", () => change({ rates: this.#rates.checked }));
    on("trouble", () => this.#refresh());
    this.#fit();
    this.#refresh();
  }

  #form() {
    const add = el(
      "button",
      { type: "submit", class: "dialog-button submit", "data-testid": "fault-add" },
      page("fault_add"),
    );
    const form = el(
      "form",
      { class: "faults-form" },
      el("p", { class: "faint" }, page("faults_about")),
      labelled("fault_kind", this.#kind),
      this.#methodLabel,
      el("div", { class: "faults-row" }, labelled("fault_times", this.#times), this.#secondsLabel, add),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      change(this.#chosen());
    });
    return form;
  }

  #waiting() {
    return el(
      "div",
      { class: "faults-waiting" },
      this.#list,
      el("div", { class: "faults-row" }, el("label", { class: "check" }, this.#rates, page("rates")), this.#clear),
    );
  }

  #chosen() {
    const { seconds, everywhere, ...fault } = FAULTS[this.#kind.value];
    if (seconds) fault[seconds] = this.#seconds.valueAsNumber;
    if (!everywhere && this.#method.value) fault.method = this.#method.value;
    return { ...fault, times: this.#times.valueAsNumber };
  }

  #fit() {
    const { seconds, everywhere } = FAULTS[this.#kind.value];
    this.#secondsLabel.hidden = !seconds;
    this.#seconds.disabled = !seconds; // A field that is not shown is not to be checked either.
    this.#methodLabel.hidden = Boolean(everywhere);
  }

  #refresh() {
    const { faults, rates } = state.trouble;
    const count = faults.reduce((sum, fault) => sum + fault.times, 0);
    this.#count.hidden = count === 0;
    this.#count.textContent = String(count);
    this.#count.setAttribute("aria-label", page("faults_waiting", { count }));
    this.#list.replaceChildren(...faults.map(waitingFault));
    if (count === 0) this.#list.append(el("li", { class: "faint" }, page("faults_none")));
    this.#clear.hidden = count === 0;
    this.#rates.checked = rates;
  }
}

function change(values) {
  return server.changeFaults(values).catch(tellError);
}

function waitingFault(fault) {
  const method = fault.kind === "duplicate_updates" ? "" : (fault.method ?? page("fault_any"));
  const seconds = fault.retry_after ?? fault.seconds;
  return el(
    "li",
    { "data-testid": "fault" },
    el("span", { class: "fault-name" }, page(keyOf(fault))),
    el("span", { class: "fault-times" }, page("fault_count", { count: fault.times })),
    el("span", { class: "fault-where faint" }, [method, seconds && secondsOf(seconds, page.tag)].filter(Boolean).join(", ")),
  );
}

function keyOf({ kind, error_code }) {
  const same = ([, known]) => known.kind === kind && known.error_code === error_code;
  return Object.entries(FAULTS).find(same)?.[0] ?? "fault_500";
}

function option(key) {
  return el("option", { value: key }, page(key));
}

function labelled(key, field) {
  return el("label", { class: "labelled" }, el("span", {}, page(key)), field);
}

function number(testid, value, min, max) {
  return el("input", { type: "number", class: "field", value, min, max, required: true, "data-testid": testid });
}
