// The inline keyboard under a message.

import { el, icon } from "./dom.js";
import { pressKey, state } from "./state.js";

const CORNERS = { url: "link", login_url: "link", web_app: "link", copy_text: "copy" };

/** The rows of buttons, or null. `acts.press(message, button)` hears a press. */
export function inlineKeyboard(message, place, acts) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  const draw = (button) => inlineButton(message, button, place, acts);
  return el(
    "div",
    { class: "keyboard", role: "group" },
    ...rows.map((row) => el("div", { class: "keyboard-row" }, ...row.map(draw))),
  );
}

function inlineButton(message, button, place, acts) {
  const key = button.callback_data === undefined ? null : pressKey(place, message.message_id, button.callback_data);
  const corner = Object.keys(CORNERS).find((kind) => kind in button);
  return el(
    "button",
    {
      type: "button",
      class: "key",
      dir: "auto",
      title: button.text,
      "data-testid": "button",
      "data-style": button.style,
      "data-press": key,
      "aria-busy": key !== null && state.waiting.has(key) ? "true" : null,
      onclick: () => acts.press(message, button),
    },
    el("span", { class: "key-label" }, button.text),
    corner && icon(CORNERS[corner]),
  );
}

/** Shows which buttons wait for their answer, without drawing them anew. */
export function showWaiting(container) {
  for (const button of container.querySelectorAll("[data-press]")) {
    if (state.waiting.has(button.dataset.press)) button.setAttribute("aria-busy", "true");
    else button.removeAttribute("aria-busy");
  }
}
