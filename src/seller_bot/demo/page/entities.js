// Formatted text: Telegram's entities become elements. Offsets are UTF-16 code units, which is how JavaScript indexes strings.

import { el, icon } from "./dom.js";
import { safeAddress } from "./links.js";

/**
 * The text as nested nodes: strings and {entity, children}. Entities that overlap without nesting are split where the
 * outer one ends, as Telegram's own parser does.
 */
export function nest(text, entities = []) {
  const queue = entities.filter((entity) => entity.length > 0).sort(outerFirst);

  function fill(start, end) {
    const nodes = [];
    let at = start;
    while (queue.length && queue[0].offset < end) {
      const entity = queue.shift();
      const from = Math.max(entity.offset, at);
      const to = Math.min(entity.offset + entity.length, end);
      if (entity.offset + entity.length > end && end < text.length) queueRest(entity, end);
      if (to <= from) continue;
      if (from > at) nodes.push(text.slice(at, from));
      nodes.push({ entity, children: fill(from, to) });
      at = to;
    }
    if (at < end) nodes.push(text.slice(at, end));
    return nodes;
  }

  function queueRest(entity, end) {
    queue.push({ ...entity, offset: end, length: entity.offset + entity.length - end });
    queue.sort(outerFirst);
  }

  return fill(0, text.length);
}

const BLOCKS = ["blockquote", "expandable_blockquote", "pre"];

function outerFirst(a, b) {
  return a.offset - b.offset || b.length - a.length || BLOCKS.includes(b.type) - BLOCKS.includes(a.type);
}

/**
 * DOM nodes of a text with its entities. `acts` says what a click does: openLink(address, shown), say(text), copy(text);
 * `words` are those of the chat.
 */
export function formatted(text, entities, acts, words) {
  return draw(nest(text, entities), acts, words);
}

function draw(nodes, acts, words) {
  return withoutBlankLines(nodes).map((node) => (typeof node === "string" ? node : drawEntity(node, acts, words)));
}

// A quote or a block of code starts on a line of its own anyway: the line breaks around it would show as empty lines.
function withoutBlankLines(nodes) {
  const isBlock = (node) => typeof node === "object" && BLOCKS.includes(node.entity.type);
  return nodes.map((node, index) => {
    if (typeof node !== "string") return node;
    let text = node;
    if (index > 0 && isBlock(nodes[index - 1]) && text.startsWith("\n")) text = text.slice(1);
    if (index + 1 < nodes.length && isBlock(nodes[index + 1]) && text.endsWith("\n")) text = text.slice(0, -1);
    return text;
  });
}

function drawEntity({ entity, children }, acts, words) {
  const inner = draw(children, acts, words);
  const shown = plain(children);
  const drawn = ELEMENTS[entity.type]?.({ entity, inner, shown, acts, words });
  return drawn ?? el("span", {}, ...inner);
}

const ELEMENTS = {
  bold: ({ inner }) => el("strong", {}, ...inner),
  italic: ({ inner }) => el("em", {}, ...inner),
  underline: ({ inner }) => el("u", {}, ...inner),
  strikethrough: ({ inner }) => el("s", {}, ...inner),
  code: ({ inner, shown, acts }) => el("code", { onclick: () => acts.copy(shown) }, ...inner),
  pre: codeBlock,
  spoiler,
  blockquote: ({ inner }) => el("blockquote", { dir: "auto" }, ...inner),
  expandable_blockquote: expandableQuote,
  text_link: ({ entity, inner, shown, acts }) => link(entity.url, shown, inner, acts),
  url: ({ inner, shown, acts }) => link(shown, shown, inner, acts),
  email: ({ inner, shown }) => el("a", { href: `mailto:${shown}` }, ...inner),
  phone_number: ({ inner, shown }) => el("a", { href: `tel:${shown.replace(/[^+\d]/g, "")}` }, ...inner),
  mention: ({ inner, shown, acts }) => link(`https://t.me/${shown.slice(1)}`, shown, inner, acts),
  text_mention: ({ entity, inner, acts }) =>
    el("button", { type: "button", class: "link", onclick: () => acts.openPerson(entity.user.id) }, ...inner),
  hashtag: ({ inner }) => el("span", { class: "link" }, ...inner),
  cashtag: ({ inner }) => el("span", { class: "link" }, ...inner),
  bot_command: ({ inner, shown, acts }) =>
    el("button", { type: "button", class: "link", onclick: () => acts.say(shown) }, ...inner),
};

function link(address, shown, inner, acts) {
  const href = safeAddress(address);
  if (!href) return el("span", {}, ...inner);
  const open = (event) => {
    event.preventDefault();
    acts.openLink(href, shown);
  };
  return el("a", { href, target: "_blank", rel: "noopener noreferrer", onclick: open }, ...inner);
}

function codeBlock({ entity, inner, shown, acts, words }) {
  const copy = el(
    "button",
    {
      type: "button",
      class: "pre-copy",
      "aria-label": words("copy"),
      title: words("copy"),
      onclick: () => acts.copy(shown),
    },
    icon("copy"),
  );
  const head = entity.language ? el("span", { class: "pre-head" }, el("span", {}, entity.language), copy) : copy;
  return el("span", { class: "pre" }, head, el("pre", {}, el("code", {}, ...inner)));
}

function spoiler({ inner, words }) {
  const text = el("span", { "aria-hidden": "true" }, ...inner);
  const cover = el("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": words("spoiler") }, text);
  // Telegram shows all hidden texts of a message at once; a link under a cover must not open by the press that lifts it.
  const show = (event) => {
    if (!cover.classList.contains("spoiler")) return;
    event.preventDefault();
    event.stopPropagation();
    for (const covered of cover.closest("[data-message-id]").querySelectorAll(".spoiler")) uncover(covered);
  };
  cover.addEventListener("click", show, { capture: true });
  cover.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") show(event);
  });
  return cover;
}

function uncover(cover) {
  cover.classList.replace("spoiler", "spoiler-shown");
  for (const name of ["role", "tabindex", "aria-label"]) cover.removeAttribute(name);
  cover.firstElementChild.removeAttribute("aria-hidden");
}

function expandableQuote({ inner, words }) {
  const text = el("span", { class: "quote-text" }, ...inner);
  const toggle = el(
    "button",
    { type: "button", class: "quote-toggle", "aria-expanded": "false", "aria-label": words("expand") },
    icon("down"),
  );
  const quote = el("blockquote", { class: "expandable collapsed", dir: "auto" }, text, toggle);
  quote.addEventListener("click", (event) => {
    if (event.target.closest("a, .link, code") || quote.classList.contains("short")) return;
    const collapsed = quote.classList.toggle("collapsed");
    toggle.setAttribute("aria-expanded", String(!collapsed));
    toggle.setAttribute("aria-label", words(collapsed ? "expand" : "collapse"));
  });
  // Whether anything is hidden shows only once the quote has a width.
  new ResizeObserver(() => {
    if (!quote.classList.contains("collapsed")) return;
    quote.classList.toggle("short", text.scrollHeight <= text.clientHeight + 1);
  }).observe(text);
  return quote;
}

/** The text of nested nodes without formatting. */
function plain(nodes) {
  return nodes.map((node) => (typeof node === "string" ? node : plain(node.children))).join("");
}
