// A message in a word.

import { isService, serviceText } from "./service.js";

const LABELS = {
  photo: (_, words) => words("photo"),
  video: (_, words) => words("video"),
  animation: () => "GIF",
  sticker: ({ sticker }, words) => [sticker.emoji, words("sticker")].filter(Boolean).join(" "),
  voice: (_, words) => words("voice"),
  audio: (_, words) => words("audio"),
  document: ({ document: file }, words) => file.file_name ?? words("file"),
  contact: (_, words) => words("contact"),
  venue: ({ venue }) => venue.title,
  location: (_, words) => words("location"),
  poll: ({ poll }) => poll.question,
  dice: ({ dice }) => dice.emoji,
};

/** What a message holds, in a word: for the list of people, for replies and for screen readers. */
export function summary(message, words) {
  const kind = Object.keys(LABELS).find((name) => name in message);
  if (!kind && isService(message)) return serviceText(message, words);
  const label = kind ? LABELS[kind](message, words) : "";
  return [label, message.text ?? message.caption ?? ""].filter(Boolean).join(", ").replace(/\s+/g, " ");
}
