// One of the two sides on which a chat can stand: the main one, and the one beside it.

import { Chat } from "./chat.js";
import { el } from "./dom.js";
import { groupPlace, isGroup, viewKey } from "./place.js";
import { state } from "./state.js";
import { page } from "./words.js";

export class Pane {
  chat = null;
  #root;
  #wanted;
  #language = "";

  /** `wanted` tells which place is to stand here, or null. */
  constructor(root, wanted) {
    this.#root = root;
    this.#wanted = wanted;
  }

  /** Draws the chat that is to stand here, unless it stands here already; true if one was drawn. */
  show() {
    const place = this.#wanted();
    if (this.#isShown(place)) return false;
    state.startLinks.delete(this.chat?.place.chatId);
    this.#language = languageOf(place);
    this.chat = place ? new Chat(this.#root, place) : null;
    if (!this.chat) this.#showNobody();
    return this.chat !== null;
  }

  #showNobody() {
    const [title, text] = state.people.size
      ? [page("choose_person"), ""]
      : [page("no_people_title"), page("no_people_text")];
    this.#root.lang = page.tag;
    this.#root.removeAttribute("aria-label");
    this.#root.replaceChildren(el("div", { class: "nobody" }, el("strong", {}, title), text && el("p", {}, text)));
  }

  /** Whether what stands here can still stand here: who looked may have left the group, and a topic may be gone. */
  holds() {
    if (!this.chat || !isGroup(this.chat.place.chatId)) return true;
    const { chatId, thread, personId } = this.chat.place;
    const still = groupPlace(chatId, thread, personId);
    return still !== null && viewKey(still) === viewKey(this.chat.place);
  }

  // A person who changes the language of their client gets a chat in other words.
  #isShown(place) {
    return (
      this.chat !== null &&
      place !== null &&
      viewKey(place) === viewKey(this.chat.place) &&
      languageOf(place) === this.#language
    );
  }
}

function languageOf(place) {
  return state.people.get(place?.personId)?.language_code ?? "";
}
