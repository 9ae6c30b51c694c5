// Sending pictures, files and the samples.

import { ask } from "./dialog.js";
import { el, icon } from "./dom.js";
import { openMenu } from "./menu.js";
import { paneOf } from "./place.js";
import * as server from "./server.js";
import { tellError } from "./toast.js";

/** The menu behind the paper clip. */
export function openAttachMenu(button, place, words) {
  openMenu(
    [
      {
        icon: "photo",
        label: words("attach_photo"),
        testid: "attach-photo",
        act: () => chooseFiles("image/*", place, words),
      },
      { icon: "file", label: words("attach_file"), testid: "attach-file", act: () => chooseFiles("", place, words) },
      {
        icon: "voice",
        label: words("attach_voice"),
        testid: "attach-voice",
        act: () => server.sendVoice(place).catch(tellError),
      },
      {
        icon: "sticker",
        label: words("attach_sticker"),
        testid: "attach-sticker",
        act: () => server.sendSticker(place).catch(tellError),
      },
    ],
    button,
    words.tag,
  );
}

function chooseFiles(accept, place, words) {
  const input = el("input", { type: "file", accept, multiple: true, class: "offscreen", "data-testid": "file-input" });
  input.addEventListener("change", () => {
    input.remove();
    sendFiles([...input.files], accept === "image/*", place, words);
  });
  input.addEventListener("cancel", () => input.remove());
  document.body.append(input);
  input.click();
}

/** Shows what is about to be sent, asks for a caption and sends: as photos, if that is wanted and they are pictures. */
export async function sendFiles(files, asPhotos, place, words) {
  if (files.length === 0) return;
  const caption = el("input", {
    type: "text",
    class: "field",
    maxlength: "1024",
    placeholder: words("caption"),
    "aria-label": words("caption"),
    autofocus: true,
    "data-testid": "caption",
    dir: "auto",
  });
  const addresses = [];
  const answer = await ask({
    title: words("attach"),
    body: [el("div", { class: "previews" }, ...files.map((file) => preview(file, asPhotos, addresses))), caption],
    buttons: [
      { value: "cancel", label: words("cancel") },
      { value: "send", label: words("send"), kind: "submit" },
    ],
    lang: words.tag,
    testid: "send-files",
  });
  addresses.forEach((address) => URL.revokeObjectURL(address));
  // Not back to the paper clip: what comes next is most likely a text.
  paneOf(place).querySelector(".composer-field")?.focus({ preventScroll: true });
  if (answer === "send") await sendLots(files, asPhotos, place, caption.value.trim()).catch(tellError);
}

// One lot after another, so that they arrive in the order in which they were chosen; the caption stands on the first.
async function sendLots(files, asPhotos, place, caption) {
  for (const [index, { kind, lot }] of lotsOf(files, asPhotos).entries()) {
    const words = index === 0 ? caption : "";
    if (lot.length > 1) await server.sendAlbum(place, kind, lot, words);
    else await (kind === "photo" ? server.sendPhoto : server.sendDocument)(place, lot[0], words);
  }
}

const MOST_IN_ALBUM = 10;

/** Files as Telegram's clients send them: neighbours of one kind together, at most ten. */
function lotsOf(files, asPhotos) {
  const lots = [];
  for (const file of files) {
    const kind = asPhotos && file.type.startsWith("image/") ? "photo" : "document";
    const last = lots.at(-1);
    if (last?.kind === kind && last.lot.length < MOST_IN_ALBUM) last.lot.push(file);
    else lots.push({ kind, lot: [file] });
  }
  return lots;
}

function preview(file, asPhotos, addresses) {
  if (!asPhotos || !file.type.startsWith("image/"))
    return el(
      "span",
      { class: "file" },
      el("span", { class: "round" }, icon("file")),
      el("span", { class: "file-name" }, file.name),
    );
  addresses.push(URL.createObjectURL(file));
  return el("img", { src: addresses.at(-1), alt: file.name });
}
