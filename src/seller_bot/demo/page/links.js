// Addresses: which of them may be opened, and which belong to this bot.

const OPENABLE = ["http:", "https:", "mailto:", "tel:", "tg:"];

/** The address as it may stand in a link, or null: scripts and other schemes are shown as plain text. */
export function safeAddress(address) {
  const written = /^[a-z][a-z0-9+.-]*:(?!\d)/i.test(address) ? address : `https://${address}`;
  try {
    const url = new URL(written);
    return OPENABLE.includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

const TELEGRAM_HOSTS = ["t.me", "telegram.me", "telegram.dog"];

/**
 * What an address means inside Telegram: {username, parameter} for a link to a user or a bot, {person} for one by id,
 * {group, message} for one to a message of a group, "elsewhere" for any other page of Telegram's own, null for the rest of
 * the web.
 */
export function telegramLink(address) {
  const url = new URL(address);
  if (url.protocol === "tg:") return resolved(url);
  if (!TELEGRAM_HOSTS.includes(url.hostname.replace(/^www\./, ""))) return null;
  const inGroup = url.pathname.match(/^\/c\/(\d+)(?:\/\d+)?\/(\d+)\/?$/);
  if (inGroup) return { group: Number(`-100${inGroup[1]}`), message: Number(inGroup[2]) };
  const username = url.pathname.match(/^\/(\w{4,32})\/?$/)?.[1];
  return username ? { username, parameter: url.searchParams.get("start") ?? "" } : "elsewhere";
}

function resolved(url) {
  const kind = url.host || url.pathname.replace(/^\/+/, "");
  if (kind === "user") return { person: Number(url.searchParams.get("id")) };
  if (kind !== "resolve" || !url.searchParams.get("domain")) return "elsewhere";
  return { username: url.searchParams.get("domain"), parameter: url.searchParams.get("start") ?? "" };
}

// The hyphen is escaped because a form's `pattern` takes no bare one at the end of a class.
export const START_PARAMETER = /^[A-Za-z0-9_\-]{1,64}$/;
