// Which chat is open stands in the address, so that a reload, a bookmark and the browser's back button work.

import { select, state } from "./state.js";

const PHONE = matchMedia("(max-width: 760px)");

export const isPhone = () => PHONE.matches;

export function showChat(personId) {
  location.hash = addressOf(personId);
  follow();
}

export function showPeople() {
  location.hash = "#/";
  follow();
}

/** Opens what the address says; on a wide screen without an address the chat that was open last. */
export function follow() {
  const inAddress = Number(location.hash.match(/^#\/chat\/(-?\d+)$/)?.[1] ?? NaN);
  const personId = state.people.has(inAddress) ? inAddress : isPhone() ? null : lastOrFirst();
  document.documentElement.dataset.screen = personId === null ? "list" : "chat";
  if (personId !== null) remember(personId);
  if (personId !== state.selected) select(personId);
}

/** Follows the browser's buttons, and a window that becomes as narrow as a phone or wide again. */
export function followAlways() {
  addEventListener("hashchange", follow);
  PHONE.addEventListener("change", follow);
}

function addressOf(personId) {
  return `#/chat/${personId}`;
}

function remember(personId) {
  localStorage.setItem("person", String(personId));
  if (location.hash !== addressOf(personId)) history.replaceState(null, "", addressOf(personId));
}

function lastOrFirst() {
  const last = Number(localStorage.getItem("person"));
  if (state.people.has(last)) return last;
  return state.people.keys().next().value ?? null;
}
