// Making a group, looking at one, opening a topic.

import { putGroup } from "./changes.js";
import { ask } from "./dialog.js";
import { avatar, el } from "./dom.js";
import { groupPlace, membersOf, topicOf } from "./place.js";
import { show } from "./route.js";
import * as server from "./server.js";
import { state } from "./state.js";
import { tellError } from "./toast.js";
import { page } from "./words.js";

const CANCEL = (words) => ({ value: "cancel", label: words("cancel") });

/** Asks for a title and who is in it; the first chosen person owns the group. The bot is in every one. */
export async function openNewGroup() {
  const title = textField("group-title", 128);
  const members = [...state.people.values()].map((person) => choice(person.first_name, true, `member-${person.id}`));
  const forum = choice(page("group_forum"), true, "group-forum");
  const administrator = choice(page("group_bot_administers"), true, "group-administrator");
  const answer = await ask({
    title: page("new_group"),
    body: [
      el("label", { class: "labelled" }, el("span", {}, page("group_title")), title),
      el(
        "fieldset",
        { class: "choices" },
        el("legend", {}, page("group_members")),
        ...members.map(({ element }) => element),
      ),
      el("div", { class: "choices" }, forum.element, administrator.element),
    ],
    buttons: [CANCEL(page), { value: "create", label: page("create"), kind: "submit" }],
    lang: page.tag,
    testid: "new-group",
  });
  if (answer !== "create") return;
  const ids = [...state.people.keys()].filter((id, index) => members[index].box.checked);
  const values = { title: title.value, members: ids, forum: forum.box.checked, administrator: administrator.box.checked };
  await addGroup(values).catch(tellError);
}

async function addGroup(values) {
  const group = await server.addGroup(values);
  putGroup(group);
  show(groupPlace(group.id));
}

export async function openNewTopic(place, words) {
  const name = textField("topic-name", 128);
  const answer = await ask({
    title: words("topic_new"),
    body: [el("label", { class: "labelled" }, el("span", {}, words("topic_name")), name)],
    buttons: [CANCEL(words), { value: "create", label: words("create"), kind: "submit" }],
    lang: words.tag,
    testid: "new-topic",
  });
  if (answer !== "create") return;
  await openTopic(place, name.value).catch(tellError);
}

export async function askToRename(place, words) {
  const name = textField("topic-name", 128);
  name.value = topicOf(place).name;
  const answer = await ask({
    title: words("topic_rename"),
    body: [el("label", { class: "labelled" }, el("span", {}, words("topic_name")), name)],
    buttons: [CANCEL(words), { value: "rename", label: words("save"), kind: "submit" }],
    lang: words.tag,
    testid: "rename-topic",
  });
  if (answer === "rename") await server.renameTopic(place, name.value).catch(tellError);
}

async function openTopic(place, name) {
  const { thread } = await server.openTopic(place, name);
  const group = state.groups.get(place.chatId);
  // The event that tells of it may come a moment later.
  const known = group.topics.some((topic) => topic.message_thread_id === thread);
  if (!known) putGroup({ ...group, topics: [...group.topics, { message_thread_id: thread, name, closed: false }] });
  show({ ...place, thread });
}

export async function askToDeleteTopic(place, words) {
  const answer = await ask({
    title: words("topic_delete_question"),
    buttons: [CANCEL(words), { value: "delete", label: words("delete"), kind: "submit" }],
    lang: words.tag,
    kind: "dangerous",
    testid: "delete-topic",
  });
  if (answer === "delete") await server.deleteTopic(place).catch(tellError);
}

/** Who is in the group: its people, and the bot. */
export function openGroupProfile({ chatId }, words) {
  const group = state.groups.get(chatId);
  const people = membersOf(chatId).map((id) => state.people.get(id));
  const inside = group.members.includes(state.bot.id) ? [...people, state.bot] : people;
  const member = ({ id, first_name }) =>
    el(
      "li",
      {},
      avatar(first_name, id, "small"),
      el("span", {}, first_name),
      group.administrators.includes(id) && el("span", { class: "faint" }, words("administrator")),
    );
  ask({
    title: "",
    body: [
      el("div", { class: "profile-head" }, avatar(group.title, chatId, "large"), el("strong", {}, group.title)),
      el("ul", { class: "members" }, ...inside.map(member)),
    ],
    buttons: [{ value: "close", label: words("close"), kind: "submit" }],
    lang: words.tag,
    testid: "group-profile",
  });
}

function textField(testid, most) {
  const attributes = { class: "field", required: true, maxlength: most, autocomplete: "off", dir: "auto" };
  return el("input", { ...attributes, pattern: ".*\\S.*", autofocus: true, "data-testid": testid });
}

function choice(label, checked, testid) {
  const box = el("input", { type: "checkbox", checked, "data-testid": testid });
  return { box, element: el("label", { class: "check" }, box, label) };
}
