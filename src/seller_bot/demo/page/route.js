// Which chat is open stands in the address, so that a reload, a bookmark and the browser's back button work.

import { select, state } from "./state.js";

export const isPhone = () => matchMedia("(max-width: 760px)").matches;

export function showChat(personId) {
  location.hash = `#/chat/${personId}`;
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
  if (personId !== null) localStorage.setItem("person", String(personId));
  if (personId !== state.selected) select(personId);
}

function lastOrFirst() {
  const last = Number(localStorage.getItem("person"));
  if (state.people.has(last)) return last;
  return state.people.keys().next().value ?? null;
}
