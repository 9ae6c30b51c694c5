// What Telegram tells in the middle of a chat: who came and went, what became of topics.

const TOLD = {
  pinned_message: (message, words) => words("pinned", { name: nameOf(message) }),
  new_chat_members: ({ new_chat_members: members, from }, words) => {
    const names = members.map((member) => member.first_name).join(", ");
    const alone = members.length === 1 && members[0].id === from.id;
    return alone ? words("joined", { name: names }) : words("added", { name: from.first_name, names });
  },
  left_chat_member: ({ left_chat_member: gone, from }, words) =>
    gone.id === from.id
      ? words("left", { name: gone.first_name })
      : words("removed", { name: from.first_name, names: gone.first_name }),
  new_chat_title: (message, words) =>
    words("title_changed", { name: nameOf(message), title: message.new_chat_title }),
  forum_topic_created: ({ forum_topic_created: topic }, words) => words("topic_created", { topic: topic.name }),
  forum_topic_edited: ({ forum_topic_edited: topic }, words) => words("topic_edited", { topic: topic.name ?? "" }),
  forum_topic_closed: (message, words) => words("topic_closed", { name: nameOf(message) }),
  forum_topic_reopened: (message, words) => words("topic_reopened", { name: nameOf(message) }),
  group_chat_created: (message, words) => words("group_created", { name: nameOf(message) }),
  supergroup_chat_created: (message, words) => words("group_created", { name: nameOf(message) }),
  migrate_to_chat_id: (message, words) => words("group_upgraded"),
  migrate_from_chat_id: (message, words) => words("group_upgraded"),
};

const SERVICE = Object.keys(TOLD);

/** Whether a message stands as a line in the middle, not as a bubble. */
export function isService(message) {
  return SERVICE.some((kind) => kind in message);
}

export function serviceText(message, words) {
  return TOLD[SERVICE.find((kind) => kind in message)](message, words);
}

function nameOf(message) {
  return message.from?.first_name ?? "";
}
