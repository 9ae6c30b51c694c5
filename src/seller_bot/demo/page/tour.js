// What a visitor has to know, in three sentences: shown at the first visit, and again when asked for.

import { el } from "./dom.js";
import { page } from "./words.js";

/** The card, if this visitor has not put it away yet: an array of one element or none. It covers nothing that can be pressed. */
export function tourCard() {
  return localStorage.getItem("toured") ? [] : [card()];
}

export function openTour(root) {
  if (!root.querySelector(".tour")) root.querySelector(".people-foot").before(card());
  root.querySelector(".tour button").focus();
}

function card() {
  const sentences = ["tour_1", "tour_2", "tour_3"].map((key) => el("li", {}, page(key)));
  const done = el(
    "button",
    { type: "button", class: "dialog-button submit", "data-testid": "tour-done" },
    page("tour_done"),
  );
  const section = el(
    "section",
    { class: "tour", "data-testid": "tour", "aria-label": page("help") },
    el("ol", {}, ...sentences),
    done,
  );
  done.addEventListener("click", () => {
    localStorage.setItem("toured", "yes");
    section.remove();
  });
  return section;
}
