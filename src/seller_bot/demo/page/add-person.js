// A new person: a name and the language of their Telegram.

import { putPerson } from "./changes.js";
import { el } from "./dom.js";
import { languageField } from "./language-field.js";
import { privateChat } from "./place.js";
import { show } from "./route.js";
import * as server from "./server.js";
import { state } from "./state.js";
import { page } from "./words.js";

// Names to begin with, so that one press is enough; none is proposed while somebody has it.
const NAMES = {
  en: ["Emma", "James", "Olivia", "Daniel"],
  ru: ["Анна", "Игорь", "Марина", "Тимур"],
  "zh-hans": ["李伟", "王芳", "张敏", "刘洋"],
  "zh-hant": ["陳怡君", "林志豪", "黃雅婷", "吳俊傑"],
  other: ["Aizhan", "Mehmet", "Dilnoza", "Armen"],
};

/** Opens the form; the new person's chat is shown when the server has added them. */
export function openAddPerson() {
  const language = languageField(page.tag === "en" ? "en" : page.tag.toLowerCase());
  const name = el("input", {
    class: "field",
    name: "name",
    required: true,
    maxlength: "64",
    autocomplete: "off",
    dir: "auto",
    "data-testid": "person-name",
  });
  const cancel = el(
    "button",
    { type: "button", class: "dialog-button plain", onclick: () => dialog.close() },
    page("cancel"),
  );
  const add = el("button", { type: "submit", class: "dialog-button submit", "data-testid": "person-add" }, page("add"));
  const refusal = el("p", { class: "refusal", role: "alert", lang: "en" });
  const form = el(
    "form",
    { class: "dialog-form", "data-testid": "add-person" },
    el("h2", {}, page("add_person")),
    language.element,
    el("label", { class: "labelled" }, el("span", {}, page("person_name")), name),
    refusal,
    el("div", { class: "dialog-buttons" }, cancel, add),
  );
  const dialog = el("dialog", { class: "dialog", lang: page.tag, "aria-label": page("add_person") }, form);

  const propose = () => {
    if (!name.value || Object.values(NAMES).flat().includes(name.value)) name.value = freeName(language.select.value);
  };
  language.select.addEventListener("change", propose);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    addPerson(name.value.trim(), language.value()).then(
      () => dialog.close(),
      (error) => refusal.replaceChildren(error.message),
    );
  });
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());

  propose();
  document.body.append(dialog);
  dialog.showModal();
  name.select();
}

async function addPerson(name, languageCode) {
  const person = await server.addPerson(name, languageCode);
  putPerson(person);
  show(privateChat(person.id));
}

function freeName(language) {
  const taken = new Set([...state.people.values()].map((person) => person.first_name));
  return NAMES[language].find((name) => !taken.has(name)) ?? "";
}
