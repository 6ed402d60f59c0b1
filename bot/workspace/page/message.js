// One message: who, when, what, and what can be done with it.

import { act } from "/api.js";
import { avatar } from "/avatar.js";
import { figure, renderBlock } from "/blocks/blocks.js";
import { openMenu } from "/blocks/menu.js";
import { asked, openDialog } from "/dialogs.js";
import { h, icon } from "/dom.js";
import { mrkdwn, typedText } from "/mrkdwn.js";
import { showError } from "/notices.js";
import { href } from "/route.js";
import { clockTime, hasText, longDay, t, tn } from "/texts.js";

const SYSTEM = /^(channel|group)_/; // kinds of message that are a small grey line

const reported = async (request) => {
  const answer = await request;
  if (!answer.ok) showError(answer);
  return answer.ok;
};

function editDialog(message, app) {
  const field = h("textarea", { rows: 5, "aria-label": t("message.edit"), value: typedText(message.text, app.store) });
  const save = async () => {
    const { channel_id, ts } = message;
    if (await reported(act("edit", { as: app.place.as, channel_id, ts, text: field.value }))) dialog.close();
  };
  const dialog = openDialog({
    title: t("message.edit"),
    body: field,
    foot: [
      h("button", { type: "button", onclick: () => dialog.close() }, t("cancel")),
      h("button", { type: "button", class: "primary", onclick: save }, t("save")),
    ],
    kind: "small",
  });
  field.focus();
}

async function remove(message, app) {
  const sure = await asked(t("message.delete"), t("message.delete.ask"), t("message.delete"), app.store, "danger");
  const { channel_id, ts } = message;
  if (sure) await reported(act("delete", { as: app.place.as, channel_id, ts }));
}

function shortcuts(message, app) {
  const { channel_id, ts } = message;
  return app.store.shortcuts.map(({ name, description, callback_id }) => ({
    label: name,
    description,
    run: () => reported(act("shortcut", { as: app.place.as, channel_id, ts, callback_id })),
  }));
}

function menuEntries(message, app, inThread) {
  const root = message.thread_ts ?? message.ts;
  const mine = message.user_id === app.store.me?.id;
  const entries = [];
  if (!inThread && !message.ephemeral) {
    entries.push({ label: t("thread.reply"), run: () => app.go({ ...app.place, thread: root }) });
  }
  if (!message.ephemeral) entries.push(...shortcuts(message, app));
  if (mine && !message.ephemeral) {
    entries.push({ label: t("message.edit"), run: () => editDialog(message, app) });
    entries.push({ label: t("message.delete"), run: () => remove(message, app) });
  }
  return entries;
}

function menuButton(message, app, inThread) {
  if (menuEntries(message, app, inThread).length === 0) return null;
  const node = h(
    "button",
    {
      type: "button",
      class: "quiet square message-menu",
      "aria-label": t("message.more", { name: message.username }),
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "data-focus": "menu",
      onclick: () => openMenu(node, menuEntries(message, app, inThread)),
    },
    icon("more"),
  );
  return node;
}

function file({ name, title, mimetype, url, alt_txt: alt, processed }) {
  if (!processed) return h("p", { class: "file pending" }, t("file.pending", { name: title || name }));
  if (mimetype?.startsWith("image/")) return figure(url, alt || title || name, title || name);
  return h("a", { class: "file", href: url, download: name }, t("file.download", { name: title || name }));
}

function content(message, app) {
  if (message.blocks?.length) {
    const surface = app.surfaceOf(message);
    return h("div", { class: "blocks" }, ...message.blocks.map((block) => renderBlock(block, surface)));
  }
  const edited = message.edited ? h("span", { class: "edited" }, ` ${t("message.edited")}`) : null;
  return message.text || edited ? h("div", { class: "text" }, ...mrkdwn(message.text, app.store), edited) : null;
}

function threadLink(message, app) {
  const { as, at } = app.place;
  return h(
    "a",
    { class: "thread-link", href: href({ as, at, thread: message.ts }), "data-focus": "thread" },
    tn("thread.replies", message.reply_count),
  );
}

function ephemeralNote(message, app) {
  const { channel_id, ts } = message;
  return h(
    "p",
    { class: "ephemeral-note" },
    t("message.ephemeral"),
    h(
      "button",
      {
        type: "button",
        class: "linklike",
        "data-focus": "dismiss",
        onclick: () => reported(act("dismiss", { as: app.place.as, channel_id, ts })),
      },
      t("message.dismiss"),
    ),
  );
}

/** A small grey line: somebody joined, the channel was renamed … */
function systemLine(message, app) {
  const key = `system.${message.subtype}`;
  const name = app.store.personName(message.user_id);
  const words = hasText(key) ? [t(key, { name })] : mrkdwn(message.text, app.store);
  return h("p", { class: "system-line", "data-ts": message.ts }, ...words);
}

/** The node of a message. `grouped`: right after one of the same sender, so without name again. */
export function messageNode(message, app, { grouped = false, inThread = false } = {}) {
  if (SYSTEM.test(message.subtype ?? "")) return systemLine(message, app);
  const when = new Date(message.time);
  const now = app.store.now();
  const time = h(
    "time",
    { datetime: message.time, title: `${longDay(when, now)} ${clockTime(when)}` },
    clockTime(when),
  );
  const sender = app.store.person(message.user_id);
  const head = h(
    "div",
    { class: "message-head" },
    h("span", { class: "sender" }, message.username),
    sender?.is_bot ? h("span", { class: "badge" }, t("person.app")) : null,
    sender?.is_stranger ? h("span", { class: "badge" }, t("person.external")) : null,
    time,
  );
  return h(
    "article",
    {
      class: `message${grouped ? " grouped" : ""}${message.ephemeral ? " ephemeral" : ""}`,
      "aria-label": t("message.by", { name: message.username, time: clockTime(when) }),
      "data-ts": message.ts,
      tabindex: "-1",
    },
    grouped ? h("span", { class: "gutter" }, time) : avatar(sender, message.username),
    h(
      "div",
      { class: "message-body" },
      grouped ? null : head,
      message.ephemeral ? ephemeralNote(message, app) : null,
      inThread || !message.broadcast || !message.thread_ts ? null : h("p", { class: "broadcast-note" }, t("thread.broadcast")),
      content(message, app),
      ...(message.files ?? []).map(file),
      !inThread && message.reply_count ? threadLink(message, app) : null,
    ),
    menuButton(message, app, inThread),
  );
}
