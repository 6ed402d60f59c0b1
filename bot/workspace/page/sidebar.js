// The side bar: who one is, the app, channels, direct messages, language.

import { avatar, personCard } from "/avatar.js";
import { createChannel } from "/channelinfo.js";
import { focusIn, h, icon, refocus } from "/dom.js";
import { href } from "/route.js";
import { chooseColleague, chooseWho } from "/switcher.js";
import { currentLanguage, otherLanguage, t, tn } from "/texts.js";

export class Sidebar {
  constructor(app) {
    this.app = app;
    this.drawn = null;
    this.node = h("aside", { class: "sidebar" });
  }

  /** Draw anew only when something in it changed, and keep scroll and focus. */
  render() {
    const { store, place } = this.app;
    const channels = [...store.channels.values()].map(({ messages, members, ...rest }) => rest);
    const model = JSON.stringify([place.as, place.at, currentLanguage(), store.epoch, store.app, channels]);
    if (model === this.drawn) return;
    this.drawn = model;
    const held = focusIn(this.node);
    const scrolled = this.node.querySelector(".places")?.scrollTop ?? 0;
    this.node.setAttribute("aria-label", t("sidebar"));
    this.node.replaceChildren(this.top(), this.places(), this.bottom());
    this.node.querySelector(".places").scrollTop = scrolled;
    if (held?.id) refocus(this.node, held);
  }

  top() {
    const { store } = this.app;
    const { me } = store;
    return h(
      "div",
      { class: "sidebar-top" },
      h("p", { class: "workspace-name" }, h("strong", {}, store.team?.name ?? ""), h("span", {}, t("page.kind"))),
      h(
        "button",
        { type: "button", class: "who", "data-focus": "who", "aria-haspopup": "dialog", onclick: () => chooseWho(this.app) },
        h(
          "span",
          { class: "who-head" },
          h("span", {}, t("who.now")),
          h("span", { class: "who-change" }, t("who.change"), icon("down")),
        ),
        me ? personCard(me) : h("span", { class: "person" }, "…"),
      ),
    );
  }

  places() {
    const { store, place } = this.app;
    const { app } = store;
    const nav = h("nav", { class: "places", "aria-label": t("sidebar.places") });
    if (!store.me) return nav;
    const mine = store.list(["public", "private"]).filter((channel) => channel.is_member);
    const others = store.list(["public"]).filter((channel) => !channel.is_member && !channel.is_archived);
    if (app) nav.append(this.appGroup(app));
    nav.append(
      this.group(t("sidebar.channels"), mine.map((channel) => this.channelLink(channel)), {
        label: t("channel.create"),
        run: () => createChannel(this.app),
      }),
      this.group(
        t("sidebar.dms"),
        store
          .list(["im"])
          .filter((channel) => channel.messages.length || channel.id === place.at)
          .map((channel) => this.personLink(channel)),
        { label: t("dm.start"), run: () => chooseColleague(this.app) },
      ),
    );
    if (others.length) {
      const rows = others.map((channel) => this.channelLink(channel));
      nav.append(this.group(t("sidebar.others"), rows));
    }
    return nav;
  }

  appGroup({ name, connected, home_tab: hasHome }) {
    const links = [
      hasHome ? this.link("home", icon("home"), t("app.home")) : null,
      this.link("app", icon("talk"), t("app.messages"), this.app.store.appChannel()),
    ];
    const state = connected ? null : h("span", { class: "offline" }, t("app.offline"));
    return this.group(h("span", {}, name, " ", state), links.filter(Boolean));
  }

  group(title, rows, add) {
    const button = add
      ? h(
          "button",
          { type: "button", class: "quiet square add", "aria-label": add.label, title: add.label, "data-focus": add.label, onclick: add.run },
          icon("plus"),
        )
      : null;
    return h(
      "section",
      {},
      h("div", { class: "group-head" }, h("h2", {}, title), button),
      h("ul", {}, ...rows.map((row) => h("li", {}, row))),
    );
  }

  link(at, sign, label, channel = null) {
    const { place } = this.app;
    const unread = channel?.unread ?? 0;
    return h(
      "a",
      {
        class: unread ? "place unread" : "place",
        href: href({ as: place.as, at }),
        "aria-current": place.at === at ? "page" : null,
        "data-focus": `at ${at}`,
      },
      sign,
      h("span", { class: "place-name" }, label),
      unread
        ? h(
            "span",
            { class: "count" },
            h("span", { "aria-hidden": "true" }, unread > 99 ? "99+" : String(unread)),
            h("span", { class: "visually-hidden" }, tn("unread", unread)),
          )
        : null,
    );
  }

  channelLink(channel) {
    const label = channel.is_archived ? t("channel.archived.name", { name: channel.name }) : channel.name;
    return this.link(channel.id, icon(channel.kind === "private" ? "lock" : "hash"), label, channel);
  }

  personLink(channel) {
    const person = this.app.store.person(channel.user_id);
    const name = this.app.store.channelName(channel.id);
    return this.link(channel.id, avatar(person, name), name, channel);
  }

  bottom() {
    const other = otherLanguage();
    return h(
      "div",
      { class: "sidebar-bottom" },
      h("a", { href: "#", class: "quiet-link", "data-focus": "explain" }, t("welcome.again")),
      h(
        "button",
        { type: "button", class: "linklike language", lang: other, "data-focus": "language", onclick: () => this.app.speak(other) },
        t("language.other"),
      ),
    );
  }
}
