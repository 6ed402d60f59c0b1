// What a newcomer reads first: what this is, three steps, and the choice of who to be.

import { h, icon } from "/dom.js";
import { actors, whoList } from "/switcher.js";
import { href } from "/route.js";
import { otherLanguage, t } from "/texts.js";

const SEEN = "workspace.hint.closed";

const steps = (...sentences) => h("ol", { class: "steps" }, ...sentences.map((sentence) => h("li", {}, sentence)));

/** The last step, where the clock can be set. */
const clockStep = (app, text) => (app.store.clockwork ? [t(text)] : []);

function firstSteps(app) {
  const name = app.store.people.find((person) => person.is_bot)?.real_name ?? t("person.app");
  return steps(t("welcome.step1"), t("welcome.step2", { app: name }), t("welcome.step3"), ...clockStep(app, "welcome.clock"));
}

/** The whole screen before one is anybody. */
export class Welcome {
  constructor(app) {
    this.app = app;
    this.drawn = null;
    this.node = h("main", { class: "welcome scroll" });
  }

  render() {
    const { store } = this.app;
    const model = JSON.stringify([store.people, document.documentElement.lang, this.app.reachable]);
    if (model === this.drawn) return;
    this.drawn = model;
    const other = otherLanguage();
    const people = whoList(this.app, actors(store), (person) =>
      href({ as: person.id, at: person.is_stranger ? "app" : "home" }),
    );
    this.node.replaceChildren(
      h(
        "div",
        { class: "welcome-inner" },
        h(
          "p",
          { class: "welcome-top" },
          h("span", {}, store.team?.name ?? ""),
          h("button", { type: "button", class: "linklike language", lang: other, onclick: () => this.app.speak(other) }, t("language.other")),
        ),
        h("h1", { tabindex: "-1" }, t("welcome.title")),
        h("p", { class: "lead" }, t("welcome.text")),
        firstSteps(this.app),
        h("h2", {}, t("who.title")),
        this.app.reachable ? people : h("p", { class: "empty", role: "status" }, t("status.lost")),
      ),
    );
  }
}

/** What comes next, as a card above a place, until it is closed for good. */
export function hintCard(app) {
  const { me } = app.store;
  if (!me || localStorage.getItem(SEEN)) return null;
  const card = h(
    "section",
    { class: "hint-card", "aria-label": t("hint.title") },
    h(
      "div",
      {},
      h("h2", {}, t("hint.title")),
      h("p", {}, t("hint.text")),
      steps(t("hint.step1", { name: me.real_name || me.name }), t("hint.step2"), t("hint.step3"), ...clockStep(app, "hint.clock")),
    ),
    h(
      "button",
      {
        type: "button",
        class: "quiet square",
        "aria-label": t("hint.close"),
        onclick: () => {
          localStorage.setItem(SEEN, "1");
          card.remove();
          document.querySelector("main h1")?.focus();
        },
      },
      icon("close"),
    ),
  );
  return card;
}
