// Elements from values. Text always becomes a text node, so nothing that anybody typed is ever parsed as markup.

/**
 * An element. Attributes that start with "on" take a listener; `true` is a bare attribute; `false`, `null` and `undefined`
 * leave it out. Children are nodes or strings; empty ones are skipped.
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(
    ...children.flat().filter((child) => child !== null && child !== undefined && child !== false && child !== ""),
  );
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

/** A picture from icons.svg, silent for screen readers: what it stands on has the label. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `/static/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

/** A round button with a picture; the label is what a screen reader says and a pointer sees after a moment. */
export function iconButton(name, label, attributes = {}) {
  const { class: extra = "", ...rest } = attributes;
  return el(
    "button",
    { type: "button", class: `icon-button ${extra}`.trim(), "aria-label": label, title: label, ...rest },
    icon(name),
  );
}

/** Initials on one of seven colours: the same person always has the same. */
export function avatar(name, id, extra = "") {
  return el(
    "span",
    { class: `avatar ${extra}`.trim(), "data-hue": Math.abs(id) % 7, "aria-hidden": "true" },
    initials(name),
  );
}

function initials(name) {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const letters =
    words.length > 1 ? [firstLetter(words[0]), firstLetter(words.at(-1))] : [firstLetter(words[0] ?? "?")];
  return letters.join("").toUpperCase();
}

function firstLetter(word) {
  return [...word][0];
}
