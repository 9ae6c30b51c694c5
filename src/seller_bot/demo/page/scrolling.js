// How a chat scrolls: it stays at its end, unless somebody reads further up; then a button tells how much is new.

import { el, icon } from "./dom.js";

const NEAR_BOTTOM_PIXELS = 90;
const BY_HAND_MILLISECONDS = 1200;

/** Watches `scroller`, whose height is that of `content`. `button` leads to the end and belongs beside the scroller. */
export class Scrolling {
  #scroller;
  #followsBottom = true;
  #height = 0;
  #missed = 0;
  #byHand = 0; // the timer that ends it
  #badge = el("span", { class: "badge", hidden: true });

  constructor(scroller, content, label) {
    this.#scroller = scroller;
    const go = () => scroller.scrollTo({ top: scroller.scrollHeight, behavior: "smooth" });
    const attributes = { type: "button", class: "down", "data-testid": "down", "aria-label": label, title: label };
    this.button = el("button", { ...attributes, hidden: true, onclick: go }, icon("down"), this.#badge);

    scroller.addEventListener("scroll", () => this.#noticeScroll(), { passive: true });
    for (const name of ["wheel", "touchmove"]) {
      scroller.addEventListener(name, () => this.#noticeHand(), { passive: true });
    }
    // The height changes without a scroll: a picture arrives, a phone's keyboard opens, the composer grows.
    const resized = new ResizeObserver(() => this.#followsBottom && this.toBottom());
    resized.observe(scroller);
    resized.observe(content);
  }

  toBottom() {
    this.#height = this.#scroller.scrollHeight;
    this.#scroller.scrollTo({ top: this.#height, behavior: "instant" });
    this.#followsBottom = true;
    this.#show();
  }

  /** This many messages are new at the end. */
  arrived(count) {
    if (this.#followsBottom) return this.toBottom();
    this.#missed += count;
    return this.#show();
  }

  #noticeScroll() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    const grew = scrollHeight !== this.#height;
    this.#height = scrollHeight;
    // What is said to have scrolled may only have grown below: nobody has left the end.
    if (grew && this.#followsBottom) return this.toBottom();
    this.#followsBottom = scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM_PIXELS;
    return this.#show();
  }

  // Days float at the top while this lasts.
  #noticeHand() {
    clearTimeout(this.#byHand);
    this.#scroller.classList.add("scrolling");
    this.#byHand = setTimeout(() => this.#scroller.classList.remove("scrolling"), BY_HAND_MILLISECONDS);
  }

  #show() {
    if (this.#followsBottom) this.#missed = 0;
    this.button.hidden = this.#followsBottom;
    this.#badge.hidden = this.#missed === 0;
    this.#badge.textContent = String(this.#missed);
  }
}
