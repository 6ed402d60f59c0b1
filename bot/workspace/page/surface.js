// Where blocks are shown (a message, a modal, Home): keeps their form and tells the server of taps.

import { act } from "/api.js";
import { confirmed } from "/dialogs.js";
import { Form } from "/form.js";
import { clearNotices, showError } from "/notices.js";

export class Surface {
  /**
   * @param app  the page: its store and who one is
   * @param on   what `use` acts on: {channel_id, ts} or {view_id}
   */
  constructor(app, on) {
    this.app = app;
    this.store = app.store;
    this.on = on;
    this.form = new Form();
    this.queue = Promise.resolve();
  }

  /**
   * A tap or change of an element that the app hears of. The node is busy until the answer.
   * Resolves to false when the person thought better of it or it did not arrive.
   */
  async use(blockId, element, choice, node) {
    if (node.getAttribute("aria-busy") === "true") return false;
    if (element.confirm && !(await confirmed(element.confirm, this.store))) return false;
    if (choice !== undefined && element.type !== "overflow") this.form.set(blockId, element.action_id, choice);
    node.setAttribute("aria-busy", "true");
    const answer = await this.tell(blockId, element, choice);
    node.removeAttribute("aria-busy");
    if (answer.ok) clearNotices();
    else showError(answer);
    return answer.ok;
  }

  /** Tell the server in the order in which things were done, for a tap may read earlier inputs. */
  tell(blockId, element, choice) {
    const body = { as: this.app.place.as, on: this.on, block_id: blockId, action_id: element.action_id };
    if (choice !== undefined) body.choice = choice;
    const answer = this.queue.then(() => act("use", body));
    this.queue = answer;
    return answer;
  }

  /** An input changed: remembered here at once, told to the server without waiting for it. */
  remember(blockId, element, choice) {
    this.form.set(blockId, element.action_id, choice);
    this.tell(blockId, element, choice);
  }
}
