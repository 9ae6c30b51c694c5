// What is open stands in the address, so that a reload, a bookmark and the browser's back button work.

import { groupPlace, isGroup, privateChat, viewKey } from "./place.js";
import { everybody, select, state } from "./state.js";

const PHONE = matchMedia("(max-width: 760px)");
// Two chats stand beside each other only where both have room; style.css has the same width.
const NARROW = matchMedia("(max-width: 999px)");

export const isPhone = () => PHONE.matches;
export const isNarrow = () => NARROW.matches;

/** Opens a place on its side; null, which a group without people is, opens nothing. */
export function show(place) {
  if (place === null) return;
  if (place.beside) showPair(state.place, place);
  else showPair(place, sameView(place, keptBeside()) ? keptMain() : keptBeside());
}

/** Opens two places, the second one beside the first; a place does not stand beside itself. */
export function showPair(place, beside) {
  location.hash = addressOf(place, sameView(place, beside) ? null : beside);
  follow();
}

export function showAlone(place) {
  showPair(place, null);
}

/** Each takes the place of the other. */
export function exchange() {
  showPair(state.beside, state.place);
}

export function showPeople() {
  location.hash = "#/";
  follow();
}

/** Opens what the address says; on a wide screen without an address what was open last. */
export function follow() {
  const [place, beside] = openedAt(location.hash);
  document.documentElement.dataset.screen = place === null ? "list" : "chat";
  document.documentElement.classList.toggle("split", beside !== null);
  if (place !== null) remember(place, beside);
  if (!sameView(place, state.place) || !sameView(beside, state.beside)) select(place, beside);
}

/** Follows the browser's buttons, and a window that becomes as narrow as a phone or wide again. */
export function followAlways() {
  addEventListener("hashchange", follow);
  PHONE.addEventListener("change", follow);
}

const keyOf = (place) => place && viewKey(place);
const sameView = (one, other) => keyOf(one) === keyOf(other);

// While a phone shows the list nothing is open, but who stood beside whom is known.
const kept = () => placesAt(localStorage.getItem("place"));
const keptMain = () => state.place ?? kept()[0];
const keptBeside = () => (state.place ? state.beside : kept()[1]);

function addressOf(place, beside) {
  return `#/chat/${pathOf(place)}${beside ? `/beside/${pathOf(beside)}` : ""}`;
}

function pathOf({ chatId, personId, thread }) {
  if (!isGroup(chatId)) return `${chatId}`;
  return thread ? `${chatId}/${personId}/${thread}` : `${chatId}/${personId}`;
}

function openedAt(address) {
  const places = placesAt(address);
  if (places[0] !== null || isPhone()) return places;
  const last = kept();
  return last[0] === null ? [firstPerson(), null] : last;
}

/** The place of an address and the one beside it; null for each that is not there. */
function placesAt(address) {
  const found = address?.match(/^#\/chat\/([-\d/]+?)(?:\/beside\/([-\d/]+))?$/);
  const [place, other] = [placeOf(found?.[1]), placeOf(found?.[2])];
  if (place === null || other === null || sameView(place, other)) return [place, null];
  return [place, { ...other, beside: true }];
}

function placeOf(path) {
  const found = path?.match(/^(-?\d+)(?:\/(\d+))?(?:\/(\d+))?$/);
  if (!found) return null;
  const [chatId, personId, thread] = found.slice(1).map((number) => Number(number ?? 0));
  if (isGroup(chatId)) return groupPlace(chatId, thread, personId);
  return state.people.has(chatId) ? privateChat(chatId) : null;
}

function remember(place, beside) {
  const address = addressOf(place, beside);
  localStorage.setItem("place", address);
  for (const { chatId, personId } of [beside, place].filter(Boolean))
    if (isGroup(chatId)) localStorage.setItem(`as:${chatId}`, String(personId));
  if (location.hash !== address) history.replaceState(null, "", address);
}

function firstPerson() {
  const [first] = everybody();
  return first === undefined ? null : privateChat(first.id);
}
