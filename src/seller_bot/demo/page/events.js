// The stream of what happens, and how the page catches up after a break.

import { CHANGES, setConnected } from "./changes.js";

const RETRY_MILLISECONDS = 1000;

/**
 * Listens until the page is closed. Each time the stream opens, `reload` fetches the present state; events that arrive
 * meanwhile are kept and applied after it, in order, so that an older snapshot never undoes a newer event.
 */
export function listen(reload) {
  let held = null;
  const stream = new EventSource("/demo/events");

  for (const [name, change] of Object.entries(CHANGES)) {
    stream.addEventListener(name, (event) => {
      const apply = () => change(JSON.parse(event.data));
      if (held) held.push(apply);
      else apply();
    });
  }

  stream.addEventListener("open", async () => {
    held = [];
    const ready = await reload().then(() => true, reportFailure);
    if (stream.readyState === EventSource.CLOSED) return undefined; // The stream broke meanwhile: the next one catches up.
    const waiting = held;
    held = null;
    if (!ready) return retry();
    waiting.forEach((apply) => apply());
    return setConnected(true);
  });

  // A new stream, not the browser's own resumption: a server that was started again counts its events from the beginning,
  // and would have nothing to say to one who asks for those after the five hundredth.
  stream.addEventListener("error", retry);

  function retry() {
    stream.close();
    setConnected(false);
    setTimeout(() => listen(reload), RETRY_MILLISECONDS);
  }
}

function reportFailure(error) {
  console.error(error);
  return false;
}
