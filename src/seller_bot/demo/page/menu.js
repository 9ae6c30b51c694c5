// A small menu at a point: for a message, for the chat, for attachments, for the clock.

import { el, icon } from "./dom.js";

const MARGIN = 8;

/**
 * Opens a menu of {icon, label, act, danger, testid}; false entries are left out. `at` is a point {x, y} of the window or an
 * element that the menu belongs to; `lang` is the language of the labels.
 */
export function openMenu(items, at, lang) {
  const opener = document.activeElement;
  const menu = el(
    "div",
    { class: "menu", role: "menu", popover: "auto", lang, "data-testid": "menu" },
    ...items.filter(Boolean).map((item) => menuItem(item, () => close(true))),
  );

  function close(returnFocus) {
    menu.hidePopover();
    if (returnFocus) opener?.focus({ preventScroll: true });
  }

  menu.addEventListener("toggle", (event) => event.newState === "closed" && menu.remove());
  menu.addEventListener("keydown", (event) => moveByKeys(event, menu, () => close(true)));
  document.body.append(menu);
  menu.showPopover();
  place(menu, at);
  menu.firstElementChild?.focus();
}

function menuItem({ icon: name, label, act, danger, testid }, close) {
  const choose = () => {
    close();
    act();
  };
  return el(
    "button",
    {
      type: "button",
      role: "menuitem",
      tabindex: "-1",
      class: danger ? "danger" : "",
      "data-testid": testid,
      onclick: choose,
    },
    icon(name),
    label,
  );
}

function moveByKeys(event, menu, close) {
  const items = [...menu.children];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Tab" || event.key === "Escape") {
    event.preventDefault();
    close();
  } else if (step) {
    event.preventDefault();
    items.at((items.indexOf(document.activeElement) + step) % items.length).focus();
  }
}

function place(menu, at) {
  const { width, height } = menu.getBoundingClientRect();
  const box = at instanceof Element ? at.getBoundingClientRect() : new DOMRect(at.x, at.y, 0, 0);
  const below = box.bottom + 4 + height + MARGIN <= innerHeight;
  const left = at instanceof Element && box.left > innerWidth / 2 ? box.right - width : box.left;
  menu.style.left = `${clamp(left, MARGIN, innerWidth - width - MARGIN)}px`;
  menu.style.top = `${clamp(below ? box.bottom + 4 : box.top - 4 - height, MARGIN, innerHeight - height - MARGIN)}px`;
}

function clamp(value, least, most) {
  return Math.max(least, Math.min(value, most));
}
