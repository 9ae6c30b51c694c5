// What the bot says about itself, in the language of a person's Telegram.

import { ask } from "./dialog.js";
import { avatar, el } from "./dom.js";
import { state } from "./state.js";

/** The text for a client's language, as Telegram chooses it: by the two letters of the language, else the one for all others. */
export function forLanguage(texts, languageCode) {
  const [letters] = (languageCode ?? "").toLowerCase().split("-");
  return texts?.[languageCode] || texts?.[letters] || texts?.[""] || "";
}

export function openProfile(person, words) {
  const { bot } = state;
  if (!bot) return;
  const rows = [
    [words("username"), `@${bot.username}`],
    [words("about"), forLanguage(bot.short_descriptions, person.language_code)],
    [words("description"), forLanguage(bot.descriptions, person.language_code)],
  ];
  const head = el(
    "div",
    { class: "profile-head" },
    avatar(bot.first_name, bot.id, "large"),
    el("strong", {}, bot.first_name),
    el("span", { class: "faint" }, words("bot")),
  );
  const list = el(
    "dl",
    { class: "profile" },
    ...rows.filter(([, text]) => text).flatMap(([name, text]) => [el("dt", {}, name), el("dd", { dir: "auto" }, text)]),
  );
  ask({
    title: "",
    body: [head, list],
    buttons: [{ value: "close", label: words("close"), kind: "submit" }],
    lang: words.tag,
    testid: "profile",
  });
}
