// A scrolling list of messages with day lines and the line above what is new.

import { h, keyed } from "/dom.js";
import { messageNode } from "/message.js";
import { dayName, t } from "/texts.js";

const GROUP_WITHIN = 5 * 60_000; // milliseconds
const NEAR_BOTTOM = 60; // pixels

export class MessageList {
  constructor(app, label) {
    this.app = app;
    this.label = label;
    this.rows = h("div", { class: "rows" });
    this.node = h("div", { class: "scroll messages", role: "region", tabindex: "0" }, this.rows);
    this.place = null;
    this.stuck = true;
    this.node.addEventListener("scroll", () => (this.stuck = this.nearBottom()), { passive: true });
    // Images and fonts come later than their message: stay at the end if that is where one was.
    const observer = new ResizeObserver(() => this.stuck && this.toBottom());
    observer.observe(this.rows);
    observer.observe(this.node);
  }

  nearBottom() {
    const { scrollHeight, scrollTop, clientHeight } = this.node;
    return scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM;
  }

  toBottom() {
    this.node.scrollTop = this.node.scrollHeight;
  }

  /**
   * Show `messages` of `place` (any string; another one starts at the end).
   * `before` are entries above them; `newFrom` is the ts after which all is new, or null.
   */
  render(place, messages, { before = [], newFrom = null, inThread = false } = {}) {
    this.node.setAttribute("aria-label", this.label());
    if (place !== this.place) {
      this.rows.replaceChildren();
      this.place = place;
      this.stuck = true;
    }
    const height = this.node.scrollHeight;
    const oldest = this.oldest;
    this.oldest = messages[0]?.ts;
    keyed(this.rows, [...before, ...this.entries(messages, newFrom, inThread)]);
    if (this.stuck) this.toBottom();
    // Older messages came in front: what one was reading stays where it was.
    else if (oldest && this.oldest < oldest) this.node.scrollTop += this.node.scrollHeight - height;
  }

  entries(messages, newFrom, inThread) {
    const { store } = this.app;
    const entries = [];
    let day = null;
    let last = null;
    let marked = newFrom === null;
    for (const message of messages) {
      const date = new Date(message.time);
      if (date.toDateString() !== day) {
        day = date.toDateString();
        last = null;
        entries.push({
          key: `day ${day}`,
          sig: [store.epoch],
          make: () => h("p", { class: "day-line" }, h("span", {}, dayName(date, store.now()))),
        });
      }
      if (!marked && message.ts > newFrom && message.user_id !== store.me?.id) {
        marked = true;
        last = null;
        const make = () => h("p", { class: "new-line" }, h("span", {}, t("message.new")));
        entries.push({ key: "new", sig: [store.epoch], make });
      }
      const grouped = follows(last, message, date);
      entries.push({
        key: message.ts,
        sig: [message, grouped, store.epoch],
        make: () => messageNode(message, this.app, { grouped, inThread }),
      });
      last = message;
    }
    return entries;
  }
}

function follows(last, message, date) {
  // What the app says in blocks stands on its own, with its sender and time.
  const alone = (each) => each.subtype || each.ephemeral || each.blocks?.length;
  if (!last || alone(last) || alone(message)) return false;
  const soon = date - new Date(last.time) < GROUP_WITHIN;
  return soon && last.user_id === message.user_id && last.username === message.username;
}
