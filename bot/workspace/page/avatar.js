// People as they are shown everywhere: initials in a colour of their own, name, what they do.

import { h } from "/dom.js";
import { initials, t } from "/texts.js";

const HUES = [172, 205, 262, 320, 18, 96, 232, 290, 140, 345];

/** Initials in a circle; the app's are in a rounded square. Decorative: the name stands beside it. */
export function avatar(person, name) {
  const id = person?.id ?? name;
  const sum = [...id].reduce((total, letter) => (total * 31 + letter.charCodeAt(0)) % 9973, 7);
  const node = h(
    "span",
    { class: person?.is_bot ? "avatar bot" : "avatar", "aria-hidden": "true" },
    initials(person?.real_name || name || person?.name || "?"),
  );
  node.style.setProperty("--hue", HUES[sum % HUES.length]);
  return node;
}

/** What is special about a person, in a few words. */
export function marks(person) {
  return [
    person.is_owner || person.is_admin ? t("person.admin") : null,
    person.is_restricted ? t("person.guest") : null,
    person.is_stranger ? t("person.external") : null,
    person.is_bot ? t("person.bot") : null,
  ].filter(Boolean);
}

/** A person with avatar, name, title and marks. */
export function personCard(person) {
  return h(
    "span",
    { class: "person" },
    avatar(person),
    h(
      "span",
      { class: "person-text" },
      h("span", { class: "person-name" }, person.real_name || person.name),
      h("span", { class: "person-title" }, [person.title, ...marks(person)].filter(Boolean).join(" · ")),
    ),
  );
}
