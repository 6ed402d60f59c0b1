// The App Home tab: the view that the app published for this person.

import { renderBlock } from "/blocks/blocks.js";
import { h, keyed } from "/dom.js";
import { Surface } from "/surface.js";
import { currentLanguage, t } from "/texts.js";
import { hintCard } from "/welcome.js";

export class Home {
  constructor(app) {
    this.app = app;
    this.surface = null;
    this.blocks = h("div", { class: "home-blocks blocks" });
    this.empty = h("p", { class: "empty" });
    this.hint = h("div", {});
    this.node = h("div", { class: "home scroll" }, this.hint, this.empty, this.blocks);
  }

  renderHint() {
    const model = `${currentLanguage()} ${this.app.store.me?.id}`;
    if (this.hinted === model) return;
    this.hinted = model;
    this.hint.replaceChildren(...[hintCard(this.app)].filter(Boolean));
  }

  render() {
    this.renderHint();
    const { home, epoch, app } = this.app.store;
    this.empty.hidden = Boolean(home);
    this.empty.textContent = t(app?.connected ? "home.empty" : "home.offline", { app: app?.name ?? "" });
    if (this.surface?.on.view_id !== home?.id) {
      this.surface = home ? new Surface(this.app, { view_id: home.id }) : null;
    }
    this.surface?.form.update(home.blocks, home.state);
    keyed(
      this.blocks,
      (home?.blocks ?? []).map((block) => ({
        key: block.block_id,
        sig: [JSON.stringify(block), epoch, this.surface],
        make: () => renderBlock(block, this.surface),
      })),
    );
  }
}
