// What a press inside a chat does.

import { startWaiting, stopWaiting, waitFor } from "./changes.js";
import { ask, viewPicture } from "./dialog.js";
import { avatar, el } from "./dom.js";
import { telegramLink } from "./links.js";
import { groupPlace, paneOf, privateChat } from "./place.js";
import { show, showPair } from "./route.js";
import * as server from "./server.js";
import { emit, pressKey, state } from "./state.js";
import { copy, tell, tellError } from "./toast.js";
import { page } from "./words.js";

// Telegram's clients stop showing a button as waiting after about this time, whether or not the bot ever answers.
const WAIT_MILLISECONDS = 30_000;

/** The acts in one place; `view` is {jump, menu}, which belong to what is on the screen. */
export function actsOf(place, words, view) {
  const note = (key) => tellHere(words(key), place, words);
  const copyText = async (text) => note((await copy(text)) ? "copied" : "not_copied");

  return {
    ...view,
    copy: copyText,
    tell: (text) => tellHere(text, place, words),
    view: (address) => viewPicture(address, words("photo")),
    say: (text) => server.say(place, text).catch(tellError),
    openLink: (address, shown) => openLink(place, address, shown, words),
    openPerson: (id) => openPerson(place, id, words),
    press(message, button) {
      if (button.callback_data !== undefined) return press(place, message.message_id, button.callback_data);
      if (button.copy_text) return copyText(button.copy_text.text);
      if (button.url) return openLink(place, button.url, button.text, words);
      return note("button_unsupported");
    },
  };
}

function tellHere(text, place, words) {
  tell(text, { lang: words.tag, beside: place.beside });
}

async function press(place, messageId, data) {
  const key = pressKey(place, messageId, data);
  if (state.waiting.has(key)) return;
  startWaiting(key);
  setTimeout(() => stopWaiting(key), WAIT_MILLISECONDS);
  try {
    const { callback_query_id } = await server.press(place, messageId, data);
    waitFor(key, callback_query_id);
  } catch (error) {
    stopWaiting(key);
    tellError(error);
  }
}

/** A link to this bot shows START with its parameter; other pages of Telegram exist only there; the rest opens in a new tab. */
export async function openLink(place, address, shown, words) {
  const inside = telegramLink(address);
  if (inside?.username?.toLowerCase() === state.bot?.username?.toLowerCase())
    return openBot(place, inside.parameter);
  if (inside?.person) return openPerson(place, inside.person, words);
  if (inside?.group) return openMessage(place, inside, words);
  if (inside && address.startsWith("tg:")) return tellHere(words("link_unsupported"), place, words);
  // As in Telegram: an address that can be read in the text opens at once, one behind other words is shown first.
  if (!sameAddress(address, shown) && !(await confirmed(address, words))) return undefined;
  return window.open(address, "_blank", "noopener,noreferrer");
}

// Telegram shows who it is; the demo leads on to their own chat, on the other side.
async function openPerson(place, id, words) {
  const person = state.people.get(id);
  if (!person) return tellHere(words("link_unsupported"), place, words);
  const answer = await ask({
    title: "",
    body: [
      el("div", { class: "profile-head" }, avatar(person.first_name, id, "large"), el("strong", {}, person.first_name)),
    ],
    buttons: [
      { value: "close", label: page("close") },
      { value: "open", label: page("open_chat"), kind: "submit" },
    ],
    lang: page.tag,
    testid: "person-profile",
    over: paneOf(place),
  });
  if (answer !== "open") return undefined;
  return place.beside ? show(privateChat(id)) : showPair(place, privateChat(id));
}

function openMessage(place, { group, message }, words) {
  const { message_thread_id: thread, is_topic_message: inTopic } = state.messages.get(group)?.get(message) ?? {};
  const there = groupPlace(group, inTopic ? thread : 0, place.personId);
  if (there?.personId !== place.personId) return tellHere(words("link_no_access"), place, words);
  show({ ...there, beside: place.beside });
  return emit("jump", { chatId: group, messageId: message });
}

// From a group too a link to the bot leads into the private chat with it.
function openBot({ chatId, personId, beside }, parameter) {
  if (chatId !== personId) show({ ...privateChat(personId), beside });
  offerStart(personId, parameter);
}

export function offerStart(personId, parameter) {
  if (!parameter && state.people.get(personId)?.started) return;
  state.startLinks.set(personId, parameter);
  emit("startlink", personId);
}

function sameAddress(address, shown) {
  const bare = (text) => text.replace(/^https?:\/\//, "").replace(/\/$/, "");
  return bare(address) === bare(shown);
}

async function confirmed(address, words) {
  const answer = await ask({
    title: words("open_question"),
    body: [Object.assign(document.createElement("p"), { className: "address", textContent: address })],
    buttons: [
      { value: "cancel", label: words("cancel") },
      { value: "open", label: words("open_link"), kind: "submit" },
    ],
    lang: words.tag,
    testid: "open-link",
  });
  return answer === "open";
}

/** What the bot answered to a press: an alert, a note, a link, or nothing to see. */
export function showAnswer({ text, show_alert, url }, place, words) {
  if (url) openLink(place, url, url, words);
  if (!text) return undefined;
  if (!show_alert) return tellHere(text, place, words);
  return void ask({
    title: "",
    body: [Object.assign(document.createElement("p"), { className: "alert-text", textContent: text })],
    buttons: [{ value: "ok", label: words("done"), kind: "submit" }],
    lang: words.tag,
    testid: "alert",
    over: paneOf(place),
  });
}
