// The words of the page: its own in the visitor's language, those inside a chat in the language of that person's Telegram.

import { en } from "./words-en.js";
import { ru } from "./words-ru.js";
import { zhHans } from "./words-zh-hans.js";
import { zhHant } from "./words-zh-hant.js";

export const CATALOGUES = { en, ru, "zh-Hans": zhHans, "zh-Hant": zhHant };

/** The four client languages to choose from, each in its own words; any other is typed as a code. */
export const CLIENT_LANGUAGES = { en: "English", ru: "Русский", "zh-hans": "简体中文", "zh-hant": "繁體中文" };

/** A function key → words, with {names} filled in. Its `tag` is the language that they are in. */
export function wordsFor(languageCode) {
  const tag = catalogueFor(languageCode) ?? "en";
  return inLanguage(tag);
}

function inLanguage(tag) {
  const words = (key, values = {}) => CATALOGUES[tag][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  words.tag = tag;
  return words;
}

function catalogueFor(languageCode) {
  const code = (languageCode ?? "").toLowerCase();
  if (code.startsWith("zh")) return /hant|tw|hk|mo/.test(code) ? "zh-Hant" : "zh-Hans";
  return ["en", "ru"].find((language) => code === language || code.startsWith(`${language}-`));
}

/** The visitor's words: the first language of the browser that the page speaks. */
export const page = inLanguage(navigator.languages.map(catalogueFor).find(Boolean) ?? "en");

/** What a language is called, in the visitor's language; an unknown code stands for itself, and a client may send none. */
export function languageName(code) {
  return code ? (CLIENT_LANGUAGES[code] ?? displayName(code)) : "";
}

function displayName(code) {
  try {
    return new Intl.DisplayNames([page.tag], { type: "language" }).of(code);
  } catch {
    return code;
  }
}

/** A code as the `lang` attribute, which chooses the right Chinese glyphs; nothing, if it is no language. */
export function htmlLanguage(code) {
  try {
    return new Intl.Locale(code ?? "").toString();
  } catch {
    return "";
  }
}
