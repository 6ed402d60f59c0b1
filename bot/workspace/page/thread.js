// A thread beside its channel; on a phone it takes the whole screen.

import { Composer } from "/composer.js";
import { h, icon } from "/dom.js";
import { MessageList } from "/messagelist.js";
import { t } from "/texts.js";

export class Thread {
  constructor(app) {
    this.app = app;
    this.list = new MessageList(app, () => t("thread.title"));
    this.composer = new Composer(app, () => this.target());
    this.heading = h("h2", { tabindex: "-1" });
    this.closer = h("button", { type: "button", class: "quiet square", onclick: () => this.close() }, icon("close"));
    this.node = h(
      "aside",
      {
        class: "thread",
        onkeydown: (event) => {
          if (event.key === "Escape" && !event.defaultPrevented) this.close();
        },
      },
      h("header", {}, this.heading, this.closer),
      h("div", { class: "notices" }),
      this.list.node,
      this.composer.node,
    );
  }

  focus(typing) {
    if (typing && !this.composer.node.hidden) this.composer.field.focus();
    else this.heading.focus();
  }

  close() {
    const { as, at, thread } = this.app.place;
    this.app.go({ as, at });
    document.querySelector(`main [data-key="${CSS.escape(thread)}"]`)?.focus();
  }

  target() {
    const channel = this.app.channel();
    const { place } = this.app;
    if (!channel?.is_member || channel.is_archived || !place.thread) return null;
    return {
      key: `${place.as} ${channel.id} ${place.thread}`,
      body: { channel_id: channel.id, thread_ts: place.thread },
      label: t("thread.label"),
    };
  }

  render() {
    const { place } = this.app;
    const channel = this.app.channel();
    this.node.hidden = !place.thread || !channel;
    if (this.node.hidden) return;
    this.node.setAttribute("aria-label", t("thread.title"));
    this.heading.textContent = t("thread.title");
    this.closer.setAttribute("aria-label", t("thread.close"));
    const messages = channel.messages.filter(({ ts, thread_ts: root }) => ts === place.thread || root === place.thread);
    this.list.render(`${place.as} ${channel.id} ${place.thread}`, messages, { inThread: true });
    this.composer.render();
  }
}
