// What the person one acts as may see, kept up to date by the frames of the live socket.

/** The number of unread messages in all of somebody's conversations. */
export const unreadIn = (channels) => [...channels].reduce((sum, channel) => sum + (channel.unread ?? 0), 0);

const byTs = (a, b) => (a.ts < b.ts ? -1 : a.ts > b.ts ? 1 : 0);

export class Store {
  constructor() {
    this.team = null;
    this.people = [];
    this.status = "connecting";
    this.epoch = 0; // rises when names or the language change: everything is drawn again
    this.clear();
  }

  /** Forget what the last person saw. */
  clear() {
    this.me = null;
    this.app = null;
    this.commands = [];
    this.shortcuts = []; // of the app, in the menu of each message
    this.channels = new Map();
    this.home = null;
    this.modals = [];
    this.early = new Map(); // messages that came before their channel
    this.clock = null;
    this.clockwork = null; // {jumps, running}; null when the clock cannot be set
  }

  setPeople({ team, people }) {
    this.team = team ?? this.team;
    this.people = people;
    this.epoch += 1;
  }

  /** Change what is known by one frame. Unknown kinds are ignored. */
  apply(frame) {
    const change = {
      state: () => this.replace(frame.state),
      message: () => this.upsert(frame.message),
      message_deleted: () => this.forget(frame.channel_id, frame.ts),
      channel: () => this.setChannel(frame.channel),
      channel_messages: () => this.setMessages(frame),
      channel_removed: () => this.channels.delete(frame.channel_id),
      modals: () => (this.modals = frame.modals),
      home: () => (this.home = frame.home),
      people: () => this.setPeople(frame),
      app: () => (this.app = frame.app),
      file: () => this.setFile(frame.file),
      clock: () => this.setClock(frame.now, frame.clockwork),
    }[frame.type];
    change?.();
  }

  replace(state) {
    this.clear();
    this.setPeople(state);
    this.me = state.me;
    this.app = state.app;
    this.commands = state.commands;
    this.shortcuts = state.shortcuts;
    this.home = state.home;
    this.modals = state.modals;
    this.setClock(state.now, state.clockwork);
    for (const channel of state.channels) {
      this.channels.set(channel.id, { ...channel, messages: [...channel.messages].sort(byTs) });
    }
  }

  setClock(now, clockwork) {
    this.clockwork = clockwork ?? null;
    this.clock = { at: Date.parse(now), read: performance.now() };
    this.epoch += 1;
  }

  /** The workspace's clock now. */
  now() {
    if (!this.clock) return new Date();
    return new Date(this.clock.at + performance.now() - this.clock.read);
  }

  setChannel(channel) {
    const known = this.channels.get(channel.id);
    const messages = known?.messages ?? this.early.get(channel.id) ?? [];
    this.early.delete(channel.id);
    this.channels.set(channel.id, { has_more: false, ...known, ...channel, messages });
    if (known?.name !== channel.name) this.epoch += 1;
  }

  setMessages({ channel_id, messages, has_more }) {
    const channel = this.channels.get(channel_id);
    if (channel) this.channels.set(channel_id, { ...channel, has_more, messages: [...messages].sort(byTs) });
  }

  /** Put older messages in front. */
  addOlder(channelId, messages, hasMore) {
    const channel = this.channels.get(channelId);
    if (!channel) return;
    const known = new Set(channel.messages.map((message) => message.ts));
    const older = messages.filter((message) => !known.has(message.ts));
    channel.messages = [...older, ...channel.messages].sort(byTs);
    channel.has_more = hasMore;
  }

  upsert(message) {
    const channel = this.channels.get(message.channel_id);
    const list = channel ? channel.messages : (this.early.get(message.channel_id) ?? []);
    const others = list.filter((known) => known.ts !== message.ts);
    const next = [...others, message].sort(byTs);
    if (channel) channel.messages = next;
    else this.early.set(message.channel_id, next);
  }

  forget(channelId, ts) {
    const channel = this.channels.get(channelId);
    if (channel) channel.messages = channel.messages.filter((message) => message.ts !== ts);
  }

  setFile(file) {
    for (const channel of this.channels.values()) {
      channel.messages = channel.messages.map((message) =>
        message.files?.some((known) => known.id === file.id)
          ? { ...message, files: message.files.map((known) => (known.id === file.id ? file : known)) }
          : message,
      );
    }
  }

  person(id) {
    return this.people.find((person) => person.id === id) ?? null;
  }

  personName(id) {
    return this.person(id)?.real_name || this.person(id)?.name || id;
  }

  channelName(id) {
    const channel = this.channels.get(id);
    if (!channel) return null;
    return channel.kind === "im" ? this.personName(channel.user_id) : channel.name;
  }

  /** My channels or direct messages (without the app's), by name. */
  list(kinds) {
    return [...this.channels.values()]
      .filter((channel) => kinds.includes(channel.kind) && channel.id !== this.app?.dm_id)
      .sort((a, b) => this.channelName(a.id).localeCompare(this.channelName(b.id)));
  }

  /** My direct messages with the app, or null. */
  appChannel() {
    return this.channels.get(this.app?.dm_id) ?? null;
  }
}
