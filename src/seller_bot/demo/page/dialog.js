// Questions and forms over the page. The browser's own <dialog> keeps the focus inside and closes on Escape.

import { el } from "./dom.js";

/**
 * Opens a dialog and waits until it is closed: with the value of the pressed button, or "" for Escape and a click beside it.
 * It stands in the middle of the window, or of the element `over`.
 * `buttons` are {value, label, kind}; a button of kind "submit" checks the form first.
 */
export function ask({ title, body = [], buttons, lang, testid, kind = "", over = null }) {
  const dialog = el("dialog", { class: `dialog ${kind}`.trim(), lang, "data-testid": testid, "aria-label": title });
  const draw = ({ value, label, kind: look = "plain" }) =>
    el(
      "button",
      {
        type: look === "submit" ? "submit" : "button",
        value,
        class: `dialog-button ${look}`,
        "data-testid": value && `dialog-${value}`,
        onclick: look === "submit" ? null : () => dialog.close(value),
      },
      label,
    );
  const form = el(
    "form",
    { method: "dialog", class: "dialog-form" },
    title && el("h2", {}, title),
    ...body,
    el("div", { class: "dialog-buttons" }, ...buttons.map(draw)),
  );
  dialog.append(form);
  document.body.append(dialog);

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    dialog.close(buttons.find((button) => button.kind === "submit").value);
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close("");
  });
  dialog.showModal();
  if (over) centre(dialog, over);
  dialog.querySelector("[autofocus], .submit, input, button")?.focus();

  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue);
    });
  });
}

// Whose answer this is shows by where it stands.
function centre(dialog, over) {
  const { left, width } = over.getBoundingClientRect();
  const { width: own } = dialog.getBoundingClientRect();
  const most = innerWidth - own - 8;
  dialog.style.marginLeft = `${Math.max(8, Math.min(left + (width - own) / 2, most))}px`;
}

/** A picture over the whole window; any press closes it. */
export function viewPicture(address, label) {
  const dialog = el(
    "dialog",
    { class: "viewer", "data-testid": "viewer", "aria-label": label, onclick: () => dialog.close() },
    el("img", { src: address, alt: label }),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
