// A channel or direct messages: header, messages, composer.

import { act, getMessages } from "/api.js";
import { channelInfo } from "/channelinfo.js";
import { Composer } from "/composer.js";
import { h } from "/dom.js";
import { MessageList } from "/messagelist.js";
import { showError } from "/notices.js";
import { t, tn } from "/texts.js";

export class Conversation {
  constructor(app) {
    this.app = app;
    this.shown = null; // the channel's id, and what was unread when it was opened
    this.newFrom = null;
    this.list = new MessageList(app, () => t("messages.of", { name: this.title() }));
    this.composer = new Composer(app, () => this.target());
    this.note = h("div", { class: "place-note" });
    this.node = h("div", { class: "conversation" }, this.list.node, this.note, this.composer.node);
  }

  channel() {
    return this.app.channel();
  }

  title() {
    const channel = this.channel();
    const { store } = this.app;
    if (!channel) return store.app?.name ?? "";
    return channel.kind === "im" ? store.channelName(channel.id) : `#${channel.name}`;
  }

  target() {
    const channel = this.channel();
    const { store, place } = this.app;
    if (channel && (!channel.is_member || channel.is_archived)) return null;
    const toApp = place.at === "app";
    if (toApp && !store.app?.messages_tab) return null;
    if (!channel && !toApp) return null;
    return {
      key: `${place.as} ${channel?.id ?? "app"}`,
      body: channel ? { channel_id: channel.id } : { user_id: store.app?.user_id },
      label: t("composer.label", { name: this.title() }),
    };
  }

  /** The button in the header that tells who is in the channel. */
  membersButton() {
    const channel = this.channel();
    if (!channel || channel.kind === "im") return null;
    return h(
      "button",
      { type: "button", class: "quiet", "data-focus": "members", "aria-haspopup": "dialog", onclick: () => channelInfo(this.app, channel.id) },
      tn("channel.members", channel.members.length),
    );
  }

  render() {
    const channel = this.channel();
    const { place } = this.app;
    const where = `${place.as} ${channel?.id}`;
    if (where !== this.shown) {
      this.shown = where;
      this.newFrom = channel?.unread ? channel.last_read : null;
    }
    const messages = (channel?.messages ?? []).filter((message) => !message.thread_ts || message.broadcast);
    this.list.render(where, messages, { before: this.older(channel), newFrom: this.newFrom });
    this.note.replaceChildren(...this.notes(channel, messages));
    this.composer.render();
  }

  older(channel) {
    if (!channel?.has_more) return [];
    const make = () =>
      h("p", { class: "older" }, h("button", { type: "button", onclick: () => this.loadOlder(channel) }, t("messages.older")));
    return [{ key: "older", sig: [channel.id, this.app.store.epoch], make }];
  }

  async loadOlder({ id }) {
    const { store, place } = this.app;
    const first = store.channels.get(id)?.messages[0]?.ts;
    const answer = await getMessages(place.as, id, first);
    if (!answer.ok) return showError(answer);
    store.addOlder(id, answer.messages, answer.has_more);
    this.app.schedule();
  }

  notes(channel, messages) {
    const { place, store } = this.app;
    if (!channel) return place.at === "app" ? [h("p", {}, t("messages.none", { name: this.title() }))] : [h("p", {}, t("channel.gone"))];
    if (channel.is_archived) return [h("p", {}, t("channel.archived"))];
    if (!channel.is_member) {
      const join = async () => {
        const answer = await act("join", { as: place.as, channel_id: channel.id });
        if (!answer.ok) showError(answer);
      };
      return [
        h("p", {}, t("channel.not_in", { name: channel.name })),
        h("button", { type: "button", class: "primary", "data-focus": "join", onclick: join }, t("channel.join")),
      ];
    }
    if (place.at === "app" && !store.app?.messages_tab) return [h("p", {}, t("error.messages_tab_off"))];
    return messages.length ? [] : [h("p", {}, t("messages.none", { name: this.title() }))];
  }
}
