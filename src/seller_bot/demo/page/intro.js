// What stands over the first message: the bot's description, most of all for somebody who has not started.

import { el } from "./dom.js";
import { isGroup } from "./place.js";
import { forLanguage } from "./profile.js";
import { state } from "./state.js";

/** Draws into `root`; `isEmpty` says that there are no messages under it. Groups have no description of the bot. */
export function drawIntro(root, place, isEmpty, words) {
  const { language_code } = state.people.get(place.personId);
  const text = isGroup(place.chatId) ? "" : forLanguage(state.bot?.descriptions, language_code);
  root.hidden = !text && !isEmpty;
  root.classList.toggle("alone", isEmpty);
  root.replaceChildren(
    text ? card(text, words) : el("div", { class: "intro-nothing", lang: words.tag }, words("no_messages")),
  );
}

function card(text, words) {
  const title = el("strong", { lang: words.tag }, words("what_can"));
  return el("div", { class: "intro-card", dir: "auto" }, title, el("p", {}, text));
}
