// A voice message or a piece of music: a button, a waveform, the time.

import { length } from "./dates.js";
import { el, icon } from "./dom.js";
import { fileAddress } from "./server.js";

const BARS = 32;

/** `file` is a Voice or an Audio; `acts.tell` hears that it cannot be played. */
export function recording(file, title, acts, words) {
  const audio = new Audio();
  audio.preload = "none";
  const bars = Array.from({ length: BARS }, (_, index) =>
    el("i", { "data-height": loudness(file.file_unique_id, index) }),
  );
  const time = el("span", { class: "faint" }, length(file.duration));
  const toggle = el(
    "button",
    { type: "button", class: "round", "aria-label": `${words("play")}: ${title}` },
    icon("play"),
  );

  const show = () => {
    toggle.replaceChildren(icon(audio.paused ? "play" : "pause"));
    toggle.setAttribute("aria-label", `${words(audio.paused ? "play" : "pause")}: ${title}`);
    const part = audio.ended ? 0 : audio.currentTime / (file.duration || 1);
    bars.forEach((bar, index) => bar.classList.toggle("played", index / BARS < part));
    time.textContent = length(audio.paused && !audio.currentTime ? file.duration : audio.currentTime);
  };
  for (const name of ["play", "pause", "timeupdate", "ended"]) audio.addEventListener(name, show);

  toggle.addEventListener("click", () => {
    audio.src ||= fileAddress(file.file_id);
    if (audio.paused) audio.play().catch(() => acts.tell(words("media_failed")));
    else audio.pause();
  });
  return el(
    "span",
    { class: "recording" },
    toggle,
    el("span", { class: "recording-about" }, el("span", { class: "bars", "aria-hidden": "true" }, ...bars), time),
  );
}

// Telegram sends no waveform to bots and neither does the demo: one that is always the same for the same file stands in.
function loudness(id, index) {
  let hash = index * 2654435761;
  for (const letter of String(id)) hash = (hash * 31 + letter.charCodeAt(0)) >>> 0;
  return 1 + (hash % 7);
}
