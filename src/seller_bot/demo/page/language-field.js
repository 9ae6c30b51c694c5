// Choosing the language of a person's Telegram: four of them by name, any other by its code.

import { el } from "./dom.js";
import { CLIENT_LANGUAGES, page } from "./words.js";

const CODE = "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*";

/** {element, select, value()}: `value()` is an IETF code such as "zh-hans". */
export function languageField(chosen) {
  const isKnown = chosen in CLIENT_LANGUAGES;
  const options = Object.entries(CLIENT_LANGUAGES).map(([code, name]) =>
    el("option", { value: code, lang: code, selected: code === chosen }, name),
  );
  const select = el(
    "select",
    { class: "field", name: "language", "data-testid": "person-language" },
    ...options,
    el("option", { value: "other", selected: !isKnown }, page("other_language")),
  );
  const code = el("input", {
    class: "field",
    name: "language_code",
    pattern: CODE,
    placeholder: page("language_code"),
    "aria-label": page("language_code"),
    autocomplete: "off",
    "data-testid": "person-language-code",
  });
  code.value = isKnown ? "" : (chosen ?? "");

  const show = () => {
    code.hidden = select.value !== "other";
    code.required = !code.hidden;
  };
  select.addEventListener("change", show);
  show();

  const element = el("label", { class: "labelled" }, el("span", {}, page("client_language")), select, code);
  return { element, select, value: () => (select.value === "other" ? code.value.trim() : select.value) };
}
