// What is open stands in the address, so that a reload, a bookmark and the browser's back button work.

import { groupPlace, isGroup, privateChat, viewKey } from "./place.js";
import { select, state } from "./state.js";

const PHONE = matchMedia("(max-width: 760px)");

export const isPhone = () => PHONE.matches;

/** Opens a place; null, which a group without people is, opens nothing. */
export function show(place) {
  if (place === null) return;
  location.hash = addressOf(place);
  follow();
}

export function showPeople() {
  location.hash = "#/";
  follow();
}

/** Opens what the address says; on a wide screen without an address the place that was open last. */
export function follow() {
  const place = placeAt(location.hash) ?? (isPhone() ? null : lastOrFirst());
  document.documentElement.dataset.screen = place === null ? "list" : "chat";
  if (place !== null) remember(place);
  if (keyOf(place) !== keyOf(state.place)) select(place);
}

/** Follows the browser's buttons, and a window that becomes as narrow as a phone or wide again. */
export function followAlways() {
  addEventListener("hashchange", follow);
  PHONE.addEventListener("change", follow);
}

const keyOf = (place) => place && viewKey(place);

function addressOf({ chatId, personId, thread }) {
  if (!isGroup(chatId)) return `#/chat/${chatId}`;
  return thread ? `#/chat/${chatId}/${personId}/${thread}` : `#/chat/${chatId}/${personId}`;
}

function placeAt(address) {
  const found = address?.match(/^#\/chat\/(-?\d+)(?:\/(\d+))?(?:\/(\d+))?$/);
  if (!found) return null;
  const [chatId, personId, thread] = found.slice(1).map((number) => Number(number ?? 0));
  if (isGroup(chatId)) return groupPlace(chatId, thread, personId);
  return state.people.has(chatId) ? privateChat(chatId) : null;
}

function remember(place) {
  localStorage.setItem("place", addressOf(place));
  if (isGroup(place.chatId)) localStorage.setItem(`as:${place.chatId}`, String(place.personId));
  if (location.hash !== addressOf(place)) history.replaceState(null, "", addressOf(place));
}

function lastOrFirst() {
  const last = placeAt(localStorage.getItem("place"));
  const [first] = state.people.keys();
  return last ?? (first === undefined ? null : privateChat(first));
}
