// What can be done with a whole chat: the person's language, blocking, a start link. In the visitor's words.

import { offerStart } from "./acts.js";
import { ask } from "./dialog.js";
import { el } from "./dom.js";
import { languageField } from "./language-field.js";
import { START_PARAMETER } from "./links.js";
import { openMenu } from "./menu.js";
import { openProfile } from "./profile.js";
import * as server from "./server.js";
import { state } from "./state.js";
import { tellError } from "./toast.js";
import { page } from "./words.js";

export function openChatMenu(person, button, words) {
  const block = {
    icon: "block",
    label: page("block_bot"),
    testid: "block",
    danger: true,
    act: () => server.block(person.id).catch(tellError),
  };
  const unblock = {
    icon: "unblock",
    label: page("unblock_bot"),
    testid: "unblock",
    act: () => server.unblock(person.id).catch(tellError),
  };
  const items = [
    { icon: "bot", label: page("about_bot"), testid: "menu-about", act: () => openProfile(person, words) },
    { icon: "globe", label: page("change_language"), testid: "menu-language", act: () => changeLanguage(person) },
    { icon: "chain", label: page("open_start_link"), testid: "menu-start-link", act: () => openStartLink(person) },
    person.blocked ? unblock : block,
  ];
  openMenu(items, button, page.tag);
}

async function changeLanguage(person) {
  const language = languageField(person.language_code);
  const answer = await ask({
    title: page("client_language"),
    body: [language.element],
    buttons: [
      { value: "cancel", label: page("cancel") },
      { value: "done", label: page("done"), kind: "submit" },
    ],
    lang: page.tag,
    testid: "change-language",
  });
  if (answer === "done") await server.setLanguage(person.id, language.value()).catch(tellError);
}

async function openStartLink(person) {
  const rule = START_PARAMETER.source.replace(/^\^|\$$/g, "");
  const field = el("input", {
    class: "field",
    name: "parameter",
    pattern: rule,
    required: true,
    autocomplete: "off",
    spellcheck: "false",
    title: page("start_link_rule"),
    "data-testid": "start-parameter",
  });
  const address = el("span", { class: "faint" }, `https://t.me/${state.bot.username}?start=`);
  const answer = await ask({
    title: page("start_link_title"),
    body: [
      el(
        "label",
        { class: "labelled" },
        el("span", {}, page("start_link_label")),
        address,
        field,
        el("span", { class: "faint" }, page("start_link_rule")),
      ),
    ],
    buttons: [
      { value: "cancel", label: page("cancel") },
      { value: "open", label: page("open_link"), kind: "submit" },
    ],
    lang: page.tag,
    testid: "start-link",
  });
  if (answer === "open") offerStart(person.id, field.value);
}
