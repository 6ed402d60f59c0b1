// Where one types: Enter sends, Shift+Enter is a new line, / and @ are completed.

import { act } from "/api.js";
import { Completion } from "/completion.js";
import { h, icon } from "/dom.js";
import { clearNotices, showError } from "/notices.js";
import { t } from "/texts.js";

export class Composer {
  /** @param target () → {key, body: {channel_id | user_id, thread_ts?}, label} or null */
  constructor(app, target) {
    this.app = app;
    this.target = target;
    this.drafts = new Map();
    this.key = null;
    this.field = h("textarea", {
      rows: 1,
      autocomplete: "off",
      "data-focus": "composer",
      oninput: () => this.changed(),
      onkeydown: (event) => this.pressed(event),
      onblur: () => this.completion.close(),
      onclick: () => this.completion.update(),
    });
    this.button = h("button", { type: "submit", class: "primary square send" }, icon("send"));
    this.completion = new Completion(app, this.field, () => this.changed());
    this.hint = h("p", { class: "composer-hint" });
    this.node = h(
      "form",
      {
        class: "composer",
        onsubmit: (event) => {
          event.preventDefault();
          this.send();
        },
      },
      this.completion.node,
      h("div", { class: "composer-row" }, this.field, this.button),
      this.hint,
    );
  }

  render() {
    const target = this.target();
    this.node.hidden = !target;
    if (!target) return;
    if (target.key !== this.key) {
      this.key = target.key;
      this.field.value = this.drafts.get(this.key) ?? "";
      this.completion.close();
      this.grow();
    }
    this.field.setAttribute("aria-label", target.label);
    this.field.placeholder = target.label;
    this.button.setAttribute("aria-label", t("composer.send"));
    this.hint.textContent = t("composer.hint");
  }

  changed() {
    this.drafts.set(this.key, this.field.value);
    this.grow();
    this.completion.update();
  }

  grow() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight + 2, 180)}px`;
  }

  pressed(event) {
    if (event.isComposing || this.completion.pressed(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.send();
    }
  }

  async send() {
    const target = this.target();
    const text = this.field.value;
    if (!target || text.trim() === "") return;
    const key = this.key;
    this.set(key, "");
    this.completion.close();
    clearNotices();
    this.node.setAttribute("aria-busy", "true");
    const answer = await act("say", { as: this.app.place.as, ...target.body, text });
    this.node.removeAttribute("aria-busy");
    if (answer.ok) return;
    // What did not arrive is not lost: it stands in front of what was typed meanwhile.
    const since = this.drafts.get(key);
    this.set(key, since ? `${text}\n${since}` : text);
    showError({ ...answer, text: answer.command ?? answer.text });
  }

  set(key, text) {
    this.drafts.set(key, text);
    if (key !== this.key) return;
    this.field.value = text;
    this.grow();
  }
}
