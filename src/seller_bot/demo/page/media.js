// Pictures, files, recordings and the like inside a bubble.

import { el, icon } from "./dom.js";
import { recording } from "./recording.js";
import { fileAddress } from "./server.js";
import { now } from "./state.js";

/** The drawn content of a message besides its text, or null for a text. `acts.view(address, name)` opens a picture. */
export function media(message, acts, words) {
  const kind = Object.keys(DRAWN).find((name) => name in message);
  return kind ? DRAWN[kind](message, acts, words) : null;
}

const DRAWN = {
  photo: ({ photo }, acts, words) => picture(largest(photo), acts, words),
  animation: ({ animation }) => film(animation, { loop: true, muted: true, autoplay: true }),
  video: ({ video }) => film(video, { controls: true }),
  video_note: ({ video_note }) => film(video_note, { controls: true }),
  sticker: ({ sticker }, acts, words) => stickerPicture(sticker, words),
  voice: ({ voice }, acts, words) => recording(voice, words("voice"), acts, words),
  audio: ({ audio }, acts, words) => recording(audio, audio.title ?? audio.file_name ?? words("audio"), acts, words),
  document: ({ document: file }, acts, words) => attachedFile(file, words),
  contact: ({ contact }) =>
    card("person", [contact.first_name, contact.last_name].filter(Boolean).join(" "), contact.phone_number),
  venue: ({ venue }) => card("place", venue.title, venue.address),
  location: ({ location }, acts, words) =>
    card("place", words("location"), `${location.latitude}, ${location.longitude}`),
  poll: ({ poll }) => card("menu", poll.question, poll.options.map((option) => option.text).join(" · ")),
  dice: ({ dice }) => el("span", { class: "dice" }, `${dice.emoji} ${dice.value}`),
};

const CAPTIONED = ["photo", "video", "animation", "document", "audio", "voice"];
const EDITABLE_SECONDS = 48 * 60 * 60;

/** Whether whoever wrote it can still change its text or its caption. */
export function isEditable(message) {
  const hasWords = "text" in message || CAPTIONED.some((kind) => kind in message);
  return hasWords && !message.forward_origin && now() - message.date < EDITABLE_SECONDS;
}

export function hasFrame(message) {
  return ["photo", "video", "animation"].some((kind) => kind in message);
}

function largest(sizes) {
  return sizes.reduce((best, size) => (size.width * size.height > best.width * best.height ? size : best));
}

function picture(size, acts, words) {
  const address = fileAddress(size.file_id);
  const image = el("img", {
    src: address,
    width: size.width,
    height: size.height,
    alt: words("photo"),
    loading: "lazy",
    decoding: "async",
  });
  const button = el(
    "button",
    { type: "button", class: "picture", "data-testid": "picture", onclick: () => acts.view(address) },
    image,
  );
  button.style.width = `${shownWidth(size)}px`;
  return button;
}

const TALLEST_PIXELS = 420;

// Known before the picture has come, so that its arrival moves nothing.
function shownWidth({ width, height }) {
  return Math.round(Math.min(width, TALLEST_PIXELS, (TALLEST_PIXELS * width) / height));
}

function film(file, attributes) {
  return el("video", {
    class: "film",
    src: fileAddress(file.file_id),
    width: file.width ?? file.length,
    height: file.height ?? file.length,
    playsinline: true,
    preload: "metadata",
    ...attributes,
  });
}

// Browsers play neither animated stickers (Lottie in gzip) nor, everywhere, WebM ones: then the emoji stands for it.
function stickerPicture(sticker, words) {
  const emoji = el(
    "span",
    { class: "sticker-emoji", role: "img", "aria-label": words("sticker") },
    sticker.emoji || words("sticker"),
  );
  if (sticker.is_animated || sticker.is_video) return emoji;
  const image = el("img", {
    class: "sticker",
    src: fileAddress(sticker.file_id),
    width: sticker.width,
    height: sticker.height,
    alt: `${words("sticker")} ${sticker.emoji ?? ""}`,
  });
  image.addEventListener("error", () => image.replaceWith(emoji), { once: true });
  return image;
}

function attachedFile(file, words) {
  const name = file.file_name ?? words("file");
  return el(
    "a",
    { class: "file", href: fileAddress(file.file_id), download: name, "data-testid": "file" },
    el("span", { class: "round" }, icon("file")),
    el(
      "span",
      { class: "file-about" },
      el("span", { class: "file-name" }, name),
      el("span", { class: "faint" }, size(file.file_size, words.tag)),
    ),
  );
}

function card(picture, title, text) {
  return el(
    "span",
    { class: "file" },
    el("span", { class: "round" }, icon(picture)),
    el(
      "span",
      { class: "file-about" },
      el("span", { class: "file-name" }, title),
      el("span", { class: "faint" }, text),
    ),
  );
}

function size(bytes, tag) {
  if (bytes === undefined) return "";
  const [unit, value] = bytes < 1024 ** 2 ? ["kilobyte", bytes / 1024] : ["megabyte", bytes / 1024 ** 2];
  return new Intl.NumberFormat(tag, { style: "unit", unit, maximumFractionDigits: 1 }).format(Math.max(value, 0.1));
}
