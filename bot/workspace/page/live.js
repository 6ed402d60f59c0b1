// The live socket of the person one acts as, opened again whenever it is lost.

import { getPeople } from "/api.js";

const FIRST_WAIT = 250; // milliseconds
const LONGEST_WAIT = 4000; // milliseconds

export class Live {
  /**
   * @param onFrame  called with each frame of the server
   * @param onStatus called with "connecting", "open" or "lost"
   * @param onPeople called with {team, people} after a loss, before connecting again
   */
  constructor({ onFrame, onStatus, onPeople }) {
    Object.assign(this, { onFrame, onStatus, onPeople, as: null, socket: null, timer: 0 });
    addEventListener("online", () => this.hurry());
    document.addEventListener("visibilitychange", () => this.hurry());
  }

  /** Follow what `as` sees; null stops. */
  follow(as) {
    this.as = as;
    this.wait = FIRST_WAIT;
    this.drop();
    if (as) this.connect();
  }

  drop() {
    clearTimeout(this.timer);
    this.timer = 0;
    const socket = this.socket;
    this.socket = null;
    if (socket) socket.close();
  }

  connect() {
    this.onStatus("connecting");
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const query = new URLSearchParams({ as: this.as });
    const socket = new WebSocket(`${scheme}://${location.host}/page/live?${query}`);
    let expected = 0;
    this.socket = socket;
    socket.onmessage = ({ data }) => {
      if (socket !== this.socket) return;
      const frame = JSON.parse(data);
      // A gap means that something was missed: only a new first frame makes it whole.
      if (frame.n !== expected) return socket.close();
      expected += 1;
      if (frame.type === "state") {
        this.wait = FIRST_WAIT;
        this.onStatus("open");
      }
      this.onFrame(frame);
    };
    socket.onclose = () => {
      if (socket !== this.socket) return;
      this.socket = null;
      this.onStatus("lost");
      this.later();
    };
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.retry(), this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }

  /** Ask first whether the server is back and still knows this person. */
  async retry() {
    const as = this.as;
    this.timer = 0;
    const answer = await getPeople();
    if (this.as !== as || this.socket || this.timer) return;
    if (!answer.ok) return this.later();
    this.onPeople(answer);
    if (this.as === as) this.connect();
  }

  hurry() {
    if (!this.timer || document.hidden) return;
    clearTimeout(this.timer);
    this.retry();
  }
}
