// A channel's own dialog: who is in it, adding and removing, name, kind. And making a new one.

import { act } from "/api.js";
import { personCard } from "/avatar.js";
import { asked, openDialog } from "/dialogs.js";
import { h, icon, uid } from "/dom.js";
import { showError } from "/notices.js";
import { t, tn } from "/texts.js";

const kindText = ({ kind }) => t(kind === "private" ? "channel.private" : "channel.public");

/** A labelled field in a row with its button. */
function row(label, field, button) {
  field.id = uid("field");
  return h(
    "form",
    { class: "field-row", onsubmit: (event) => event.preventDefault() },
    h("label", { for: field.id }, label),
    h("div", {}, field, button),
  );
}

/** Show what a channel is and what its members can change. */
export function channelInfo(app, channelId) {
  const { store } = app;
  const as = store.me.id;
  const channel = store.channels.get(channelId);
  const done = async (name, more = {}) => {
    const answer = await act(name, { as, channel_id: channelId, ...more });
    if (answer.ok) dialog.close();
    else showError(answer);
  };
  const command = (label, run, kind = "") => h("button", { type: "button", class: kind, onclick: run }, label);
  const outside = store.people.filter((person) => !person.deleted && !channel.members.includes(person.id));
  const chosen = h(
    "select",
    {},
    ...outside.map((person) => h("option", { value: person.id }, person.real_name || person.name)),
  );
  const name = h("input", { type: "text", value: channel.name, autocomplete: "off" });
  const members = h(
    "ul",
    { class: "people" },
    ...channel.members.map((id) => {
      const person = store.person(id);
      const out = h(
        "button",
        {
          type: "button",
          class: "quiet square",
          "aria-label": t("channel.remove", { name: store.personName(id) }),
          onclick: () => done("remove", { user_id: id }),
        },
        icon("close"),
      );
      return h("li", { class: "person-row" }, person ? personCard(person) : id, id === as ? null : out);
    }),
  );
  const isPrivate = channel.kind === "private";
  const sure = async (key, act_, more) => {
    if (await asked(t(key), t(`${key}.ask`, { name: channel.name }), t(key), store, "danger")) done(act_, more);
  };
  const commands = channel.is_archived
    ? [command(t("channel.unarchive"), () => done("unarchive"))]
    : [
        command(t("channel.leave"), () => sure("channel.leave", "leave")),
        command(t(isPrivate ? "channel.open" : "channel.shut"), () =>
          sure(isPrivate ? "channel.open" : "channel.shut", "convert", { private: !isPrivate }),
        ),
        command(t("channel.archive"), () => sure("channel.archive", "archive"), "danger"),
      ];
  const add = command(t("channel.add"), () => done("invite", { user_id: chosen.value }), "primary");
  const rename = command(t("channel.rename"), () => done("rename", { name: name.value }));
  const may = channel.is_member && !channel.is_archived;
  const dialog = openDialog({
    title: `#${channel.name}`,
    body: [
      h("p", { class: "lead" }, kindText(channel)),
      may && outside.length ? row(t("channel.add.label"), chosen, add) : null,
      h("h3", {}, tn("channel.members", channel.members.length)),
      members,
      may ? row(t("channel.name"), name, rename) : null,
      channel.is_member ? h("div", { class: "commands" }, ...commands) : null,
    ].filter(Boolean),
    kind: "small",
  });
}

/** Make a new channel. */
export function createChannel(app) {
  const name = h("input", { type: "text", autocomplete: "off", id: uid("field") });
  const shut = h("input", { type: "checkbox", checked: true });
  const create = async (event) => {
    event.preventDefault();
    const answer = await act("create_channel", { as: app.place.as, name: name.value, private: shut.checked });
    if (!answer.ok) return showError(answer);
    dialog.close();
    app.open(answer.channel_id);
  };
  const dialog = openDialog({
    title: t("channel.create"),
    body: h(
      "form",
      { class: "stack", onsubmit: create },
      h("label", { class: "label", for: name.id }, t("channel.name")),
      name,
      h("p", { class: "hint" }, t("channel.name.hint")),
      h("label", { class: "choice" }, shut, h("span", {}, t("channel.private.choice"))),
      h("div", { class: "actions" }, h("button", { type: "submit", class: "primary" }, t("channel.create"))),
    ),
    kind: "small",
  });
  name.focus();
}
