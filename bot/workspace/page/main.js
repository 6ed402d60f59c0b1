// The page: who one is, where one looks, and everything drawn from the store.

import { act, getPeople } from "/api.js";
import { ClockBar } from "/clock.js";
import { Conversation } from "/conversation.js";
import { announce, focusIn, h, icon, refocus } from "/dom.js";
import { Home } from "/home.js";
import { Live } from "/live.js";
import { Modals } from "/modals.js";
import { plain } from "/mrkdwn.js";
import { clearNotices, showError } from "/notices.js";
import { go, href, readRoute } from "/route.js";
import { Sidebar } from "/sidebar.js";
import { Store, unreadIn } from "/store.js";
import { Surface } from "/surface.js";
import { loadTexts, setLanguage, t } from "/texts.js";
import { whoButton } from "/switcher.js";
import { Thread } from "/thread.js";
import { Welcome } from "/welcome.js";

const ANNOUNCED = 600; // characters of a message that are read out

/** Whether a keyboard is at hand: on a phone a focused field would cover half the screen. */
const typingWanted = () => matchMedia("(min-width: 721px) and (pointer: fine)").matches;

class App {
  constructor() {
    this.store = new Store();
    this.place = readRoute();
    this.surfaces = new Map();
    this.reachable = true;
    this.entered = null; // what the app was last told that is looked at
    this.tried = null; // what was last marked as read
    this.awaited = new Set(); // channels that one was promised but has not seen yet
    this.go = go;
    this.live = new Live({
      onFrame: (frame) => this.took(frame),
      onStatus: (status) => this.statusIs(status),
      onPeople: (answer) => this.peopleAre(answer),
    });
    this.build();
  }

  build() {
    this.clock = new ClockBar(this);
    this.sidebar = new Sidebar(this);
    this.conversation = new Conversation(this);
    this.home = new Home(this);
    this.thread = new Thread(this);
    this.welcome = new Welcome(this);
    this.modals = new Modals(this);
    this.heading = h("h1", { tabindex: "-1" });
    this.tabs = h("nav", { class: "tabs" });
    this.tools = h("div", { class: "tools" });
    this.backLink = h("a", { class: "back-link square" }, icon("back"));
    this.banner = h("p", { class: "banner", role: "status" });
    this.main = h(
      "main",
      { id: "main" },
      h("header", { class: "place-head" }, this.backLink, this.heading, this.tabs, this.tools),
      this.banner,
      h("div", { class: "notices" }),
      this.home.node,
      this.conversation.node,
    );
    this.frame = h("div", { class: "frame" }, this.sidebar.node, this.main, this.thread.node);
    this.room = h("div", { class: "room" }, this.clock.node, this.frame);
  }

  async start() {
    const answer = await getPeople();
    this.reachable = answer.ok;
    if (answer.ok) this.store.setPeople(answer);
    else setTimeout(() => this.start(), 1000);
    if (this.started) return this.schedule();
    this.started = true;
    addEventListener("hashchange", () => this.moved());
    document.addEventListener("visibilitychange", () => this.schedule());
    this.live.follow(this.place.as);
    this.render();
  }

  /** The conversation that is looked at, or null. */
  channel() {
    const { at } = this.place;
    return at === "app" ? this.store.appChannel() : (this.store.channels.get(at) ?? null);
  }

  /** Go to a channel that was made or opened just now, perhaps before it is seen here. */
  open(channelId) {
    this.awaited.add(channelId);
    go({ as: this.place.as, at: channelId });
  }

  /** The surface of a message's blocks, which keeps what was chosen while the message changes. */
  surfaceOf({ channel_id, ts, blocks, state }) {
    const key = `${this.place.as} ${channel_id} ${ts}`;
    if (!this.surfaces.has(key)) this.surfaces.set(key, new Surface(this, { channel_id, ts }));
    const surface = this.surfaces.get(key);
    surface.form.update(blocks, state);
    return surface;
  }

  moved() {
    const before = this.place;
    this.place = readRoute();
    if (this.place.as !== before.as) {
      this.store.clear();
      this.surfaces.clear();
      this.live.follow(this.place.as);
    }
    this.render();
    if (this.place.at !== before.at || this.place.as !== before.as) {
      this.arriving = true;
      clearNotices();
      this.focusPlace();
    } else if (this.place.thread && this.place.thread !== before.thread) this.thread.focus(typingWanted());
  }

  /** Put the focus where one goes on after a change of place, as soon as that is drawn. */
  focusPlace() {
    if (!this.arriving || (this.place.as && !this.store.me)) return;
    this.arriving = false;
    if (document.querySelector("dialog[open]")) return;
    const { field, node } = this.conversation.composer;
    if (typingWanted() && !node.hidden && !this.conversation.node.hidden && field.isConnected) field.focus();
    else (document.querySelector("main h1") ?? document.body).focus();
  }

  took(frame) {
    const known = frame.type === "message" ? this.known(frame.message) : null;
    const was = this.store.app?.connected;
    this.store.apply(frame);
    // The app that comes back is told again what is looked at, or Home would stay empty.
    if (was === false && this.store.app?.connected) this.entered = null;
    if (frame.type === "state") this.entered = null;
    if (frame.type === "message") this.sayAloud(frame.message, known);
    this.schedule();
  }

  known({ channel_id, ts }) {
    return this.store.channels.get(channel_id)?.messages.find((message) => message.ts === ts);
  }

  sayAloud(message, before) {
    const here = message.channel_id === this.channel()?.id && message.user_id !== this.store.me?.id;
    if (!here || before?.text === message.text) return;
    announce(`${message.username}: ${plain(message.text, this.store)}`.slice(0, ANNOUNCED));
  }

  statusIs(status) {
    this.store.status = status;
    this.schedule();
  }

  peopleAre(answer) {
    this.reachable = true;
    this.store.setPeople(answer);
    if (this.place.as && !this.store.person(this.place.as)?.can_act) go({}, { replace: true });
    this.schedule();
  }

  speak(code) {
    setLanguage(code);
    this.store.epoch += 1;
    this.render();
  }

  /** Draw once after all that happens now. */
  schedule() {
    if (this.scheduled) return;
    this.scheduled = true;
    queueMicrotask(() => {
      this.scheduled = false;
      this.render();
    });
  }

  render() {
    const root = document.getElementById("app");
    const wanted = this.place.as ? this.room : this.welcome.node;
    if (root.firstElementChild !== wanted) root.replaceChildren(wanted);
    if (!this.place.as) {
      this.modals.render();
      return this.welcome.render();
    }
    this.settle();
    this.clock.render();
    this.renderMain();
    this.sidebar.render();
    this.thread.render();
    this.modals.render();
    this.focusPlace();
    this.enter();
    this.markRead();
    const unread = unreadIn(this.store.channels.values());
    document.title = `${unread ? `(${unread}) ` : ""}${t("page.title")}`;
  }

  /** Without a place one is at the app's on a wide window, and at the list on a phone. */
  settle() {
    const { as, at } = this.place;
    const ready = Boolean(this.store.me);
    const wide = matchMedia("(min-width: 721px)").matches;
    const gone = ready && at && at !== "home" && at !== "app" && !this.store.channels.has(at);
    const noHome = ready && at === "home" && !this.store.app?.home_tab;
    if (noHome || (gone && !this.awaited.has(at))) return go({ as, at: "app" }, { replace: true });
    if (!at && wide && ready) go({ as, at: this.store.app?.home_tab ? "home" : "app" }, { replace: true });
  }

  renderMain() {
    const { as, at, thread } = this.place;
    const { store } = this;
    const ready = Boolean(store.me);
    const isApp = at === "home" || at === "app";
    this.frame.dataset.view = thread ? "thread" : at ? "place" : "list";
    this.heading.textContent = !ready ? t("status.loading") : isApp ? (store.app?.name ?? t("app.none")) : this.conversation.title();
    this.backLink.href = href({ as });
    this.backLink.setAttribute("aria-label", t("back.list"));
    this.tabs.hidden = !isApp || !store.app?.home_tab;
    this.tabs.setAttribute("aria-label", store.app?.name ?? "");
    this.renderTabs(as, at);
    this.renderTools();
    this.banner.textContent = this.bannerText(isApp);
    this.banner.hidden = !this.banner.textContent;
    this.home.node.hidden = at !== "home" || !ready;
    this.conversation.node.hidden = at === "home" || !at || !ready;
    if (!this.home.node.hidden) this.home.render();
    if (!this.conversation.node.hidden) this.conversation.render();
  }

  renderTabs(as, at) {
    const held = document.activeElement?.dataset?.tab;
    const entry = (to, label) =>
      h("a", { href: href({ as, at: to }), "aria-current": at === to ? "page" : null, "data-tab": to }, label);
    this.tabs.replaceChildren(entry("home", t("app.home")), entry("app", t("app.messages")));
    if (held) this.tabs.querySelector(`[data-tab="${held}"]`)?.focus();
  }

  renderTools() {
    const { me } = this.store;
    const held = focusIn(this.tools);
    const members = this.conversation.membersButton();
    this.tools.replaceChildren(...[members, me ? whoButton(this) : null].filter(Boolean));
    if (held?.id) refocus(this.tools, held);
  }

  bannerText(isApp) {
    const { store } = this;
    if (store.status === "lost") return t("status.lost");
    if (isApp && store.app && !store.app.connected) return t("app.offline.text", { app: store.app.name });
    return "";
  }

  /** Tell the app that its Home or Messages tab is looked at, once per visit. */
  async enter() {
    const { as, at } = this.place;
    const key = `${as} ${at}`;
    if (!this.store.me || this.entered === key) return;
    this.entered = key;
    const name = !this.store.app ? null : at === "home" ? "open_home" : at === "app" ? "open_app_dm" : null;
    const answer = name ? await act(name, { as }) : { ok: true };
    // That the app is away is said by the banner already.
    if (!answer.ok && answer.error !== "app_not_connected") showError(answer);
  }

  async markRead() {
    const channel = this.channel();
    if (!channel?.unread || document.hidden || this.store.status !== "open") return;
    const key = `${channel.id} ${channel.messages.at(-1)?.ts} ${channel.unread}`;
    if (key === this.tried) return;
    this.tried = key;
    await act("read", { as: this.place.as, channel_id: channel.id });
  }
}

await loadTexts();
await new App().start();
