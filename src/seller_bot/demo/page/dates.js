// Times and days as Telegram shows them, by the demo's clock.

import { now } from "./state.js";

/** Hours and minutes, "14:05". Seconds since 1970 in, as everywhere here. */
export function clockTime(seconds, tag) {
  return format(seconds, tag, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

/** "Today", "Yesterday", "5 March" or, in another year, "5 March 2024". */
export function dayName(seconds, tag) {
  const daysAgo = Math.round((midnight(now()) - midnight(seconds)) / 86_400_000);
  if (daysAgo === 0 || daysAgo === 1) {
    return capitalised(new Intl.RelativeTimeFormat(tag, { numeric: "auto" }).format(-daysAgo, "day"), tag);
  }
  const otherYear = new Date(seconds * 1000).getFullYear() !== new Date(now() * 1000).getFullYear();
  return format(seconds, tag, { day: "numeric", month: "long", ...(otherYear && { year: "numeric" }) });
}

/** For the list of people: the time of today's messages, the date of older ones. */
export function shortMoment(seconds, tag) {
  if (midnight(seconds) === midnight(now())) return clockTime(seconds, tag);
  return format(seconds, tag, { day: "numeric", month: "short" });
}

/** Day, month, year and time: what a pointer sees over a time. */
export function fullMoment(seconds, tag) {
  return format(seconds, tag, { dateStyle: "long", timeStyle: "medium" });
}

/** A span as "2 days 3 hours", its largest two units. */
export function span(seconds, tag) {
  const units = [
    ["day", 86_400],
    ["hour", 3600],
    ["minute", 60],
  ];
  const parts = [];
  let rest = Math.round(seconds / 60) * 60;
  for (const [unit, size] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count) parts.push(new Intl.NumberFormat(tag, { style: "unit", unit, unitDisplay: "long" }).format(count));
  }
  return parts.slice(0, 2).join(" ");
}

/** A few seconds, "5 s". */
export function secondsOf(seconds, tag) {
  return new Intl.NumberFormat(tag, { style: "unit", unit: "second" }).format(seconds);
}

export function dayOf(seconds) {
  return midnight(seconds);
}

/** Minutes and seconds of a recording, "0:07". */
export function length(seconds) {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
}

function midnight(seconds) {
  return new Date(seconds * 1000).setHours(0, 0, 0, 0);
}

function format(seconds, tag, options) {
  return new Intl.DateTimeFormat(tag, options).format(new Date(seconds * 1000));
}

function capitalised(text, tag) {
  return text.charAt(0).toLocaleUpperCase(tag) + text.slice(1);
}
