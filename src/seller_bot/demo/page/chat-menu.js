// What can be done with a whole chat: the person's language, blocking, a start link; with a group its topics.

import { offerStart } from "./acts.js";
import { ask } from "./dialog.js";
import { el } from "./dom.js";
import { askToDeleteTopic, askToRename, openGroupProfile, openNewTopic } from "./group-dialogs.js";
import { languageField } from "./language-field.js";
import { START_PARAMETER } from "./links.js";
import { openMenu } from "./menu.js";
import { isAdministrator, isGroup, topicOf } from "./place.js";
import { openProfile } from "./profile.js";
import { showAlone } from "./route.js";
import * as server from "./server.js";
import { state } from "./state.js";
import { tellError } from "./toast.js";
import { page } from "./words.js";

export function openChatMenu(place, button, words) {
  const person = state.people.get(place.personId);
  const items = isGroup(place.chatId) ? groupItems(place, words) : privateItems(person, words);
  openMenu([...items, sideItem(place)], button, isGroup(place.chatId) ? words.tag : page.tag);
}

function sideItem(place) {
  if (state.beside === null) return null;
  return { icon: "alone", label: page("show_alone"), testid: "menu-alone", act: () => showAlone(alone(place)) };
}

const alone = ({ chatId, personId, thread }) => ({ chatId, personId, thread });

function groupItems(place, words) {
  const { forum } = state.groups.get(place.chatId);
  return [
    { icon: "group", label: words("group_about"), testid: "menu-group", act: () => openGroupProfile(place, words) },
    forum && { icon: "plus", label: words("topic_new"), testid: "menu-topic", act: () => openNewTopic(place, words) },
    ...(place.thread !== 0 && isAdministrator(place) ? topicItems(place, words) : []),
    place.thread !== 0 &&
      isAdministrator(place) && {
        icon: "delete",
        label: words("topic_delete"),
        testid: "menu-delete-topic",
        danger: true,
        act: () => askToDeleteTopic(place, words),
      },
  ];
}

function topicItems(place, words) {
  const { closed } = topicOf(place) ?? {};
  const change = closed ? server.reopenTopic : server.closeTopic;
  return [
    { icon: "edit", label: words("topic_rename"), testid: "menu-rename-topic", act: () => askToRename(place, words) },
    {
      icon: closed ? "unblock" : "lock",
      label: words(closed ? "topic_reopen" : "topic_close"),
      testid: "menu-close-topic",
      act: () => change(place).catch(tellError),
    },
  ];
}

function privateItems(person, words) {
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
  return [
    { icon: "bot", label: page("about_bot"), testid: "menu-about", act: () => openProfile(person, words) },
    { icon: "globe", label: page("change_language"), testid: "menu-language", act: () => changeLanguage(person) },
    { icon: "chain", label: page("open_start_link"), testid: "menu-start-link", act: () => openStartLink(person) },
    person.blocked ? unblock : block,
  ];
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
