// Light, dark, or as the system has it. first-paint.js applies what was chosen before.

import { icon, iconButton } from "./dom.js";
import { page } from "./words.js";

const NEXT = { auto: "light", light: "dark", dark: "auto" };

export function themeButton() {
  const button = iconButton("auto", "", { "data-testid": "theme", onclick: () => choose(NEXT[chosen()]) });

  function show() {
    const label = page(`theme_${chosen()}`);
    button.replaceChildren(icon(chosen()));
    button.setAttribute("aria-label", label);
    button.title = label;
  }

  function choose(theme) {
    localStorage.setItem("theme", theme);
    if (theme === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    show();
  }

  show();
  return button;
}

function chosen() {
  const stored = localStorage.getItem("theme");
  return stored in NEXT ? stored : "auto";
}
