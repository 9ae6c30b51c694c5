// Short notes over the page that go away by themselves, and putting text on the clipboard.

import { el } from "./dom.js";
import { ServerAway } from "./server.js";
import { page } from "./words.js";

const SHORTEST_MILLISECONDS = 2500;
const MILLISECONDS_A_CHARACTER = 55;

/** Shows a note for as long as it takes to read it; what one of two chats tells stands over that one. */
export function tell(text, { lang, bad = false, beside = false } = {}) {
  const toast = el("div", { class: `toast ${bad ? "bad" : ""}`, lang, dir: "auto", "data-testid": "toast" }, text);
  document.getElementById(beside ? "toasts-beside" : "toasts").append(toast);
  setTimeout(() => toast.remove(), SHORTEST_MILLISECONDS + [...text].length * MILLISECONDS_A_CHARACTER);
}

/** What was said to one person is nothing to the next. */
export function hush() {
  for (const id of ["toasts", "toasts-beside"]) document.getElementById(id).replaceChildren();
}

export function tellError(error) {
  if (error instanceof ServerAway) tell(page("offline"), { lang: page.tag, bad: true });
  else tell(error.message, { lang: "en", bad: true });
}

/** Copies; false if the browser refuses. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyTheOldWay(text);
  }
}

// Over plain HTTP from another computer, browsers offer no clipboard, but still the command of old.
function copyTheOldWay(text) {
  const field = el("textarea", { class: "offscreen", readonly: true });
  field.value = text;
  const focused = document.activeElement;
  document.body.append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  focused?.focus();
  return copied;
}
