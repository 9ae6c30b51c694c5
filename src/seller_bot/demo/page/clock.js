// The demo's clock: what it shows, and moving it ahead.

import { setClock } from "./changes.js";
import { clockTime, fullMoment, span } from "./dates.js";
import { el, icon } from "./dom.js";
import { openMenu } from "./menu.js";
import * as server from "./server.js";
import { now, state } from "./state.js";
import { tellError } from "./toast.js";
import { page } from "./words.js";

const STEPS = { clock_hour: 3600, clock_day: 86_400, clock_two_days: 172_800, clock_week: 604_800 };
const AHEAD_SECONDS = 30;

/** {element, refresh}: a button with the time; a press offers how far to move. */
export function clockButton() {
  const time = el("span", { "data-testid": "clock-time" });
  const ahead = el("span", { class: "faint", "data-testid": "clock-ahead" });
  const element = el(
    "button",
    { type: "button", class: "clock", "data-testid": "clock", onclick: () => openSteps(element) },
    icon("clock"),
    time,
    ahead,
  );

  function refresh() {
    const amount =
      state.clockOffset > AHEAD_SECONDS ? page("clock_ahead", { amount: span(state.clockOffset, page.tag) }) : "";
    time.textContent = clockTime(now(), page.tag);
    ahead.textContent = amount;
    element.setAttribute("aria-label", `${page("clock_move")}: ${time.textContent} ${amount}`);
    element.title = `${page("clock")}: ${fullMoment(now(), page.tag)}`;
  }

  refresh();
  setInterval(refresh, 5000);
  return { element, refresh };
}

function openSteps(button) {
  const items = Object.entries(STEPS).map(([key, seconds]) => ({
    icon: "clock",
    label: page(key),
    testid: key.replace("_", "-"),
    act: () => advance(seconds),
  }));
  openMenu(items, button, page.tag);
}

async function advance(seconds) {
  try {
    const answer = await server.advanceClock(seconds);
    if (typeof answer.now === "number") setClock(answer.now);
  } catch (error) {
    tellError(error);
  }
}
