// A second chat beside the first: who may stand there, and the buttons that open, change, close and exchange it.

import { avatar, el, icon, iconButton } from "./dom.js";
import { openMenu } from "./menu.js";
import { chatName, groupPlace, isGroup, membersOf, paneOf, privateChat, viewKey } from "./place.js";
import { exchange, isNarrow, show, showAlone, showPair } from "./route.js";
import { everybody, state, unreadOf } from "./state.js";
import { page } from "./words.js";

/** The other side of a place; null while its chat stands alone. */
export const otherSide = (place) => (place.beside ? state.place : state.beside);

/** What a chat's head offers here: to put somebody beside it; to close it again; on a narrow screen to change over. */
export function sideButtons(place) {
  if (place.beside) return [closeButton(place)];
  return state.beside === null ? openButton(place) : [changeOver()];
}

/** F6 leads from one chat to the other, as it leads between the parts of a window elsewhere. */
export function moveBetweenSides(event) {
  if (event.key !== "F6" || state.beside === null) return;
  event.preventDefault();
  if (isNarrow()) return exchange();
  const target = paneOf(paneOf(state.beside).contains(document.activeElement) ? state.place : state.beside);
  (target.querySelector(".composer-field, .big") ?? target.querySelector(".log")).focus();
}

function openButton(place) {
  if (candidates(place).length === 0) return [];
  const button = iconButton("beside", page("show_beside"), {
    "data-testid": "beside-open",
    lang: page.tag,
    onclick: () => chooseBeside(place, button),
  });
  return [button];
}

function closeButton(place) {
  return iconButton("close", page("close_beside"), {
    "data-testid": "beside-close",
    lang: page.tag,
    onclick: () => showAlone(otherSide(place)),
  });
}

// On a phone the other chat is one press away, and its unseen messages can be seen from here.
function changeOver() {
  const { chatId } = state.beside;
  const unread = unreadOf(chatId);
  const label = [page("change_over", { name: chatName(chatId) }), unread && page("unread", { count: unread })];
  const said = label.filter(Boolean).join(", ");
  return el(
    "button",
    {
      type: "button",
      class: "change-over",
      "aria-label": said,
      title: said,
      lang: page.tag,
      "data-testid": "change-over",
      onclick: exchange,
    },
    icon("exchange"),
    avatar(chatName(chatId), chatId, "tiny"),
    unread > 0 && el("span", { class: "badge", "data-testid": "change-over-unread" }, String(unread)),
  );
}

/** Asks who is to stand beside; on a narrow screen it is they who are shown, and the first chat is kept at hand. */
export function chooseBeside(place, button) {
  const items = candidates(place).map((other) => ({
    icon: isGroup(other.chatId) ? "group" : "person",
    label: labelOf(other),
    testid: `beside-${other.chatId}`,
    act: () => open(place, other),
  }));
  openMenu(items, button, page.tag);
}

function open(place, other) {
  if (place.beside) show({ ...other, beside: true });
  else if (isNarrow()) showPair(other, place);
  else showPair(place, other);
}

// Staff first: a seller beside a manager is what this is for. Of a group one sees what its first member of staff sees.
function candidates(place) {
  const people = everybody().map((person) => privateChat(person.id));
  const staff = people.filter(({ personId }) => state.people.get(personId).role);
  const groups = [...state.groups.keys()].map((id) => groupPlace(id, 0, staffMember(id))).filter(Boolean);
  const taken = [place, otherSide(place)].filter(Boolean).map(viewKey);
  const others = people.filter(({ personId }) => !state.people.get(personId).role);
  return [...staff, ...groups, ...others].filter((one) => !taken.includes(viewKey(one)));
}

function staffMember(groupId) {
  return membersOf(groupId).find((id) => state.people.get(id).role);
}

function labelOf({ chatId, personId }) {
  if (isGroup(chatId)) return state.groups.get(chatId).title;
  const { first_name: name, role } = state.people.get(personId);
  return role ? `${name} (${page(`role_${role}`)})` : name;
}
