// What stands in a chat, from top to bottom: days, messages, albums, service lines. Pure.

import { isService } from "./service.js";

const GROUP_SECONDS = 600;
const MEDIA = ["photo", "video", "document", "audio"];

/**
 * Rows of {kind, key, …}: "day" has `seconds`; "message", "album" and "service" have `messages` (one, or the album's).
 * `first` and `last` say where a row stands among neighbours of the same sender; `dayOf` tells days apart.
 */
export function rowsOf(messages, dayOf) {
  const rows = [];
  for (const message of messages) {
    const album = rows.at(-1);
    const day = dayOf(message.date);
    if (continuesAlbum(album, message)) {
      album.messages.push(message);
      continue;
    }
    if (rows.length === 0 || rows.at(-1).day !== day)
      rows.push({ kind: "day", key: `day ${day}`, seconds: message.date, day });
    rows.push({ kind: kindOf(message), key: `message ${message.message_id}`, messages: [message], day });
  }
  return rows.map((row, index) => ({
    ...row,
    first: !together(rows[index - 1], row),
    last: !together(row, rows[index + 1]),
  }));
}

function continuesAlbum(row, message) {
  return row?.kind === "album" && row.messages[0].media_group_id === message.media_group_id;
}

function kindOf(message) {
  if (message.media_group_id && MEDIA.some((kind) => kind in message)) return "album";
  return isService(message) ? "service" : "message";
}

// A keyboard ends its group: otherwise its buttons would seem to belong to the next message as well.
function together(above, below) {
  if (!isBubble(above) || !isBubble(below)) return false;
  const [a, b] = [above.messages.at(-1), below.messages[0]];
  return !a.reply_markup?.inline_keyboard && a.from?.id === b.from?.id && b.date - a.date < GROUP_SECONDS;
}

function isBubble(row) {
  return row?.kind === "message" || row?.kind === "album";
}
