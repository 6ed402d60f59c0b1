// What a select offers: its own options, or the people and conversations of the workspace.

import { t } from "/texts.js";

const fromOptions = (options) => options.map(({ value, text }) => ({ value, label: text.text }));

function people(store) {
  return store.people
    .filter((person) => !person.deleted)
    .map((person) => ({
      value: person.id,
      label: [
        person.real_name || person.name,
        person.is_bot ? t("person.bot") : null,
        person.is_stranger ? t("person.external") : null,
      ]
        .filter(Boolean)
        .join(" · "),
    }))
    .sort((a, b) => a.label.localeCompare(b.label));
}

function allowed(channel, filter, store) {
  const include = filter?.include ?? ["public", "private", "im"];
  if (!include.includes(channel.kind)) return false;
  if (filter?.exclude_external_shared_channels && channel.is_shared) return false;
  return !(filter?.exclude_bot_users && channel.kind === "im" && store.person(channel.user_id)?.is_bot);
}

function conversations(store, filter) {
  return [...store.channels.values()]
    .filter((channel) => !channel.is_archived && allowed(channel, filter, store))
    .map((channel) => ({
      value: channel.id,
      label: channel.kind === "im" ? store.channelName(channel.id) : `#${channel.name}`,
    }))
    .sort((a, b) => a.label.localeCompare(b.label));
}

/** Groups of {label, options: [{value, label}]}, or null for an element that is not a select. */
export function optionsFor(element, store) {
  const kind = element.type.replace(/^multi_/, "");
  switch (kind) {
    case "static_select":
      return element.option_groups
        ? element.option_groups.map(({ label, options }) => ({ label: label.text, options: fromOptions(options) }))
        : [{ label: null, options: fromOptions(element.options) }];
    case "users_select":
      return [{ label: null, options: people(store) }];
    case "conversations_select":
      return [{ label: null, options: conversations(store, element.filter) }];
    case "channels_select":
      return [{ label: null, options: conversations(store, { include: ["public"] }) }];
    default:
      return null;
  }
}
