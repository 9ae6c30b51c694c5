// What can be done with a message: answer it, copy it, and, with one's own, change or delete it.

import { ask } from "./dialog.js";
import { isEditable } from "./media.js";
import { openMenu } from "./menu.js";
import { isAdministrator, isGroup } from "./place.js";
import * as server from "./server.js";
import { copy, tell, tellError } from "./toast.js";

/** `composer` is null while the person cannot write. */
export function openMessageMenu(message, point, place, composer, words) {
  const text = message.text ?? message.caption;
  const own = message.from?.id === place.personId;
  const deletable = own || !isGroup(place.chatId) || isAdministrator(place);
  const items = [
    composer && { icon: "reply", label: words("reply"), testid: "menu-reply", act: () => composer.reply(message) },
    text &&
      !message.has_protected_content && {
        icon: "copy",
        label: words("copy"),
        testid: "menu-copy",
        act: () => copyText(text, words),
      },
    composer &&
      own &&
      isEditable(message) && { icon: "edit", label: words("edit"), testid: "menu-edit", act: () => composer.edit(message) },
    deletable && {
      icon: "delete",
      label: words("delete"),
      testid: "menu-delete",
      danger: true,
      act: () => remove(message, place, words),
    },
  ];
  openMenu(items, point, words.tag);
}

async function copyText(text, words) {
  tell(words((await copy(text)) ? "copied" : "not_copied"), { lang: words.tag });
}

async function remove(message, place, words) {
  const answer = await ask({
    title: words("delete_question"),
    buttons: [
      { value: "cancel", label: words("cancel") },
      { value: "delete", label: words("delete"), kind: "submit" },
    ],
    lang: words.tag,
    kind: "dangerous",
    testid: "delete-message",
  });
  if (answer === "delete") await server.remove(place, [message.message_id]).catch(tellError);
}
