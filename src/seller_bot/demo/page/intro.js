// What stands over the first message: the bot's description, most of all for somebody who has not started.

import { el } from "./dom.js";
import { forLanguage } from "./profile.js";
import { state } from "./state.js";

/** Draws into `place`; `isEmpty` says that there are no messages under it. */
export function drawIntro(place, person, isEmpty, words) {
  const text = forLanguage(state.bot?.descriptions, person.language_code);
  place.hidden = !text && !isEmpty;
  place.classList.toggle("alone", isEmpty);
  place.replaceChildren(
    text ? card(text, words) : el("div", { class: "intro-nothing", lang: words.tag }, words("no_messages")),
  );
}

function card(text, words) {
  const title = el("strong", { lang: words.tag }, words("what_can"));
  return el("div", { class: "intro-card", dir: "auto" }, title, el("p", {}, text));
}
