// The workspace's clock at the top of the page: the moment, and a menu of moments to go to.

import { act, getClock } from "/api.js";
import { openMenu } from "/blocks/menu.js";
import { h, icon } from "/dom.js";
import { showError } from "/notices.js";
import { currentLanguage, moment, t } from "/texts.js";

const TICK = 1000; // milliseconds between looks at the clock

const labelOf = (jump) => (currentLanguage() === "en" && jump.label_en) || jump.label;

/** The bar; without a clock control it is hidden and says nothing. */
export class ClockBar {
  constructor(app) {
    this.app = app;
    this.asked = false; // a jump was asked for here and has not been answered
    this.time = h("time", { class: "clock-moment" });
    this.busy = h("span", { class: "clock-busy", "aria-hidden": "true" });
    this.label = h("span", { class: "clock-long" });
    this.short = h("span", { class: "clock-short" });
    this.button = h(
      "button",
      { type: "button", class: "clock-set", "aria-haspopup": "menu", "aria-expanded": "false", onclick: () => this.choose() },
      this.label,
      this.short,
      icon("down"),
    );
    // Said once when a jump begins or has ended; the moment itself goes by without being read out.
    this.status = h("p", { class: "visually-hidden", role: "status" });
    this.node = h("section", { class: "clock", hidden: true }, icon("clock"), this.time, this.button, this.busy, this.status);
    setInterval(() => this.tick(), TICK);
  }

  get running() {
    const jump = this.app.store.clockwork?.running;
    return jump ? labelOf(jump) : null;
  }

  render() {
    const { store } = this.app;
    const shown = Boolean(store.clockwork) && Boolean(store.me);
    this.node.hidden = !shown;
    if (!shown) return;
    const stuck = Boolean(this.running) || store.status === "lost";
    this.node.setAttribute("aria-label", t("clock"));
    this.button.setAttribute("aria-label", t("clock.set"));
    this.label.textContent = t("clock.set");
    this.short.textContent = t("clock.set.short");
    // Not `disabled`: that would throw the focus out of the bar while the jump is made.
    this.button.setAttribute("aria-disabled", String(stuck));
    this.button.setAttribute("aria-busy", String(Boolean(this.running)));
    this.busy.textContent = this.running ? t("clock.running", { label: this.running }) : "";
    this.busy.hidden = !this.running;
    this.say();
    this.tick();
  }

  /** Tell who does not see the bar what the clock does. */
  say() {
    if (this.running === this.said) return;
    const before = this.said;
    this.said = this.running;
    if (this.running) this.status.textContent = t("clock.running", { label: this.running });
    else if (before) this.status.textContent = t("clock.now", { moment: moment(this.app.store.now()) });
  }

  tick() {
    if (this.node.hidden) return;
    const now = this.app.store.now();
    const text = moment(now);
    if (text === this.time.textContent) return;
    this.time.textContent = text;
    this.time.dateTime = now.toISOString();
  }

  /** Open the menu; what makes sense may have changed since the page was drawn. */
  async choose() {
    if (this.button.getAttribute("aria-disabled") === "true" || this.asked) return;
    const answer = await getClock();
    if (!answer.ok) return showError(answer);
    this.app.store.setClock(answer.now, answer.clockwork);
    this.app.render();
    const jumps = answer.clockwork?.jumps ?? [];
    const entries = jumps.map((each) => ({ label: labelOf(each), run: () => this.jump(each.key) }));
    openMenu(this.button, entries.length ? entries : [{ label: t("clock.none"), run: () => {} }]);
  }

  async jump(key) {
    this.asked = true;
    const answer = await act("jump", { as: this.app.place.as, key });
    this.asked = false;
    if (!answer.ok) showError(answer);
  }
}
