// The stream of what happens, and how the page catches up after a break.

import { CHANGES, setConnected } from "./changes.js";

const RETRY_MILLISECONDS = 1000;

/**
 * Listens while the page can be seen: a browser has six connections for a server, and a stream holds one. Each time the
 * stream opens, `reload` fetches the present state; events that arrive meanwhile are kept and applied after it, in order,
 * so that an older snapshot never undoes a newer event.
 */
export function listen(reload) {
  let hangUp = null;
  const follow = () => {
    if (document.visibilityState === "visible") {
      hangUp ??= connect(reload);
    } else {
      hangUp?.();
      hangUp = null;
    }
  };
  document.addEventListener("visibilitychange", follow);
  follow();
}

/** Keeps a stream open, one after the other; what it returns ends that. */
function connect(reload) {
  let stream = null;
  let timer = 0;

  function open() {
    const opened = new EventSource("/demo/events");
    let held = null;
    stream = opened;

    for (const [name, change] of Object.entries(CHANGES)) {
      opened.addEventListener(name, (event) => {
        const apply = () => change(JSON.parse(event.data));
        if (held) held.push(apply);
        else apply();
      });
    }

    opened.addEventListener("open", async () => {
      held = [];
      const ready = await reload().then(() => true, reportFailure);
      if (opened.readyState === EventSource.CLOSED) return undefined; // It broke or was ended meanwhile: the next one catches up.
      const waiting = held;
      held = null;
      if (!ready) return retry();
      waiting.forEach((apply) => apply());
      return setConnected(true);
    });

    // A new stream, not the browser's own resumption: a server that was started again counts its events from the beginning,
    // and would have nothing to say to one who asks for those after the five hundredth.
    opened.addEventListener("error", retry);
  }

  function retry() {
    stream.close();
    setConnected(false);
    timer = setTimeout(open, RETRY_MILLISECONDS);
  }

  open();
  return () => {
    clearTimeout(timer);
    stream.close();
  };
}

function reportFailure(error) {
  console.error(error);
  return false;
}
