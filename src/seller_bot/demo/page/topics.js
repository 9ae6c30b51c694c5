// The topics of a forum as a row of tabs: each is a thread of its own.

import { el, icon } from "./dom.js";
import { openNewTopic } from "./group-dialogs.js";
import { show } from "./route.js";
import { state, unreadIn } from "./state.js";
import { page } from "./words.js";

/** Draws the tabs of the group into `root`, or hides it where there are no topics. */
export function drawTopics(root, place, words) {
  const group = state.groups.get(place.chatId);
  root.hidden = !group?.forum;
  if (root.hidden) return;
  const general = { message_thread_id: 0, name: words("general"), closed: false };
  const focused = root.contains(document.activeElement) ? document.activeElement.dataset.thread : undefined;
  root.replaceChildren(
    ...[general, ...group.topics].map((topic) => tab(topic, place)),
    el(
      "button",
      {
        type: "button",
        class: "topic new",
        title: words("topic_new"),
        "aria-label": words("topic_new"),
        "data-testid": "topic-new",
        onclick: () => openNewTopic(place, words),
      },
      icon("plus"),
    ),
  );
  if (focused !== undefined) root.querySelector(`[data-thread="${focused}"]`)?.focus({ preventScroll: true });
  root.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** The arrows lead from tab to tab. */
export function moveByKeys(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const tabs = [...event.currentTarget.children];
  const next = tabs[tabs.indexOf(document.activeElement) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function tab({ message_thread_id: thread, name, closed, icon_color }, place) {
  const there = { ...place, thread };
  const unread = unreadIn(there);
  return el(
    "button",
    {
      type: "button",
      class: "topic",
      "data-thread": thread,
      "data-testid": `topic-${thread}`,
      "aria-current": thread === place.thread ? "true" : null,
      onclick: () => show(there),
    },
    thread ? el("span", { class: "topic-mark", "data-color": icon_color }, [...name][0]) : "#",
    el("span", { class: "topic-name", dir: "auto" }, name),
    closed && icon("lock"),
    unread > 0 && el("span", { class: "badge", "aria-label": page("unread", { count: unread }) }, String(unread)),
  );
}
