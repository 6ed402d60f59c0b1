// The stack of modals that the app opened: the top one is shown in one <dialog>.

import { act } from "/api.js";
import { renderBlock } from "/blocks/blocks.js";
import { showFieldErrors } from "/blocks/inputs.js";
import { focusIn, h, icon, keyed, refocus } from "/dom.js";
import { clearNotices, showError } from "/notices.js";
import { Surface } from "/surface.js";
import { t } from "/texts.js";

export class Modals {
  constructor(app) {
    this.app = app;
    this.surfaces = new Map(); // by view id
    this.focused = new Map(); // where the focus was in a view that another one covers
    this.shown = null; // the view that is drawn
    this.busy = false;
    this.build();
  }

  build() {
    const leave = (all) => () => this.close(all);
    this.title = h("h2", { id: "modal-title", tabindex: "-1" });
    this.back = h("button", { type: "button", class: "quiet square", onclick: leave(false) }, icon("back"));
    this.cross = h("button", { type: "button", class: "quiet square", onclick: leave(true) }, icon("close"));
    this.body = h("div", { class: "dialog-body blocks" });
    this.closer = h("button", { type: "button", class: "modal-close", onclick: leave(false) });
    this.submitter = h("button", { type: "submit", class: "primary modal-submit" });
    this.foot = h("footer", {}, this.closer, this.submitter);
    const form = h(
      "form",
      { novalidate: true, onsubmit: (event) => this.submit(event) },
      h("header", {}, this.back, this.title, this.cross),
      this.body,
      h("div", { class: "notices" }),
      this.foot,
    );
    this.dialog = h("dialog", { class: "dialog modal", "aria-labelledby": "modal-title" }, form);
    this.dialog.addEventListener("cancel", (event) => {
      if (event.target !== this.dialog) return;
      event.preventDefault();
      this.close(false);
    });
    document.body.append(this.dialog);
  }

  /** Draw what the server's stack now says. */
  render() {
    const stack = this.app.store.modals;
    for (const id of [...this.surfaces.keys()]) {
      if (stack.some((view) => view.id === id)) continue;
      this.surfaces.delete(id);
      this.focused.delete(id);
    }
    for (const view of stack) this.surfaceOf(view).form.update(view.blocks, view.state);
    const top = stack.at(-1);
    if (!top) return this.hide();
    const fresh = this.shown?.id !== top.id;
    if (fresh) this.cover();
    if (!this.dialog.open) this.show();
    this.draw(top, stack.length);
    this.shown = top;
    if (fresh) this.focusFirst(top);
  }

  surfaceOf(view) {
    if (!this.surfaces.has(view.id)) {
      this.surfaces.set(view.id, new Surface(this.app, { view_id: view.id }));
    }
    return this.surfaces.get(view.id);
  }

  /** Another view comes on top: keep where the focus was in the one below. */
  cover() {
    if (this.shown && this.surfaces.has(this.shown.id)) this.focused.set(this.shown.id, focusIn(this.body));
    this.body.replaceChildren();
    clearNotices();
  }

  draw(view, depth) {
    const surface = this.surfaceOf(view);
    this.title.textContent = view.title ?? "";
    this.back.hidden = depth < 2;
    this.back.setAttribute("aria-label", t("back"));
    this.cross.setAttribute("aria-label", t("close"));
    this.submitter.hidden = !view.submit;
    this.submitter.textContent = view.submit ?? "";
    this.closer.textContent = view.close ?? t(view.submit ? "cancel" : "close");
    const epoch = this.app.store.epoch;
    keyed(
      this.body,
      view.blocks.map((block) => ({
        key: block.block_id,
        sig: [JSON.stringify(block), epoch],
        make: () => renderBlock(block, surface),
      })),
    );
  }

  show() {
    const active = document.activeElement;
    this.opener = {
      element: active,
      id: active?.dataset?.focus,
      within: active?.closest?.("[data-key]")?.dataset.key,
    };
    this.dialog.showModal();
  }

  hide() {
    this.shown = null;
    if (!this.dialog.open) return;
    this.dialog.close();
    this.body.replaceChildren();
    const { element, id, within } = this.opener;
    if (element?.isConnected && element !== document.body) return element.focus();
    const row = within && document.querySelector(`main [data-key="${CSS.escape(within)}"]`);
    if (row) refocus(row, { id: id ?? "", start: null });
    else document.querySelector("main h1")?.focus();
  }

  focusFirst(view) {
    this.body.scrollTop = 0;
    const held = this.focused.get(view.id);
    if (held?.id) return refocus(this.body, held);
    const field =
      this.body.querySelector("[autofocus]") ??
      this.body.querySelector(".block-input :is(input, textarea, select, button)");
    (field ?? this.title).focus();
  }

  async close(all) {
    const view = this.shown;
    if (!view || this.closing === view.id) return; // Escape in a date field closes twice
    this.closing = view.id;
    const answer = await act("close", { as: this.app.place.as, view_id: view.id, all });
    if (answer.ok) return;
    this.closing = null;
    showError(answer);
  }

  async submit(event) {
    event.preventDefault();
    const view = this.shown;
    if (!view?.submit || this.busy) return;
    this.setBusy(true);
    showFieldErrors(this.body, {});
    clearNotices();
    const values = this.surfaceOf(view).form.values();
    const answer = await act("submit", { as: this.app.place.as, view_id: view.id, values });
    this.setBusy(false);
    if (answer.ok) return;
    if (answer.error !== "invalid_inputs") return showError(answer);
    const texts = Object.entries(answer.errors ?? {}).map(([block, error]) => [block, fieldError(error)]);
    showFieldErrors(this.body, Object.fromEntries(texts));
  }

  setBusy(busy) {
    this.busy = busy;
    this.submitter.setAttribute("aria-busy", String(busy));
  }
}

function fieldError({ code, text, limit }) {
  return code === "app" ? text : t(`field.${code}`, { limit, text });
}
