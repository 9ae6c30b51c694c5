// What can be done with a message: answer it, copy it, and, with one's own, change or delete it.

import { ask } from "./dialog.js";
import { openMenu } from "./menu.js";
import * as server from "./server.js";
import { isFromBot } from "./state.js";
import { copy, tell, tellError } from "./toast.js";

/** `composer` is null while the person cannot write. */
export function openMessageMenu(message, point, person, composer, words) {
  const text = message.text ?? message.caption;
  const own = !isFromBot(message);
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
      message.text && { icon: "edit", label: words("edit"), testid: "menu-edit", act: () => composer.edit(message) },
    {
      icon: "delete",
      label: words("delete"),
      testid: "menu-delete",
      danger: true,
      act: () => remove(message, person.id, words),
    },
  ];
  openMenu(items, point, words.tag);
}

async function copyText(text, words) {
  tell(words((await copy(text)) ? "copied" : "not_copied"), { lang: words.tag });
}

async function remove(message, personId, words) {
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
  if (answer === "delete") await server.remove(personId, [message.message_id]).catch(tellError);
}
