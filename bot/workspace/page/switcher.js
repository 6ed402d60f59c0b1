// Choosing who one is, and whom to write to.

import { act, getState } from "/api.js";
import { avatar, personCard } from "/avatar.js";
import { openDialog } from "/dialogs.js";
import { h } from "/dom.js";
import { showError } from "/notices.js";
import { href } from "/route.js";
import { unreadIn } from "/store.js";
import { t, tn } from "/texts.js";

const COUNT_FOR = 30; // people whose unread messages are looked up

/** People one can be: those of the workspace first, then external ones. */
export const actors = (store) =>
  store.people
    .filter((person) => person.can_act)
    .sort((a, b) => Number(a.is_stranger) - Number(b.is_stranger));

/** Where the next person begins: at the same place if it may exist for them too. */
function sameKindOfPlace({ at }, store) {
  const channel = store.channels.get(at);
  if (at === "home" || at === "app") return at;
  return channel && channel.kind !== "im" ? at : "app";
}

async function countUnread(people, marks) {
  for (const person of people.slice(0, COUNT_FOR)) {
    const mark = marks.get(person.id);
    const answer = await getState(person.id);
    if (!mark.isConnected) return;
    const unread = answer.ok ? unreadIn(answer.state.channels) : 0;
    if (unread) mark.textContent = tn("unread", unread);
  }
}

/** A list of links to be each of the people. */
export function whoList(app, people, hrefOf) {
  const marks = new Map();
  const current = app.store.me?.id;
  const rows = people.map((person) => {
    const mark = h("span", { class: "person-unread" });
    marks.set(person.id, mark);
    return h(
      "li",
      {},
      h(
        "a",
        { class: "person-row", href: hrefOf(person), "aria-current": person.id === current ? "true" : null, "data-person": person.id },
        personCard(person),
        mark,
      ),
    );
  });
  countUnread(people, marks);
  return h("ul", { class: "people" }, ...rows);
}

/** The dialog in which one becomes somebody else. */
export function chooseWho(app) {
  const at = sameKindOfPlace(app.place, app.store);
  const list = whoList(app, actors(app.store), (person) => href({ as: person.id, at }));
  const dialog = openDialog({
    title: t("who.title"),
    body: [h("p", { class: "lead" }, t("who.text")), list],
    kind: "small",
  });
  list.addEventListener("click", (event) => {
    if (event.target.closest("a") && !event.ctrlKey && !event.metaKey) dialog.close();
  });
  list.querySelector("[aria-current]")?.focus();
}

/** Who one is, as a small button for where the side bar is out of sight. */
export function whoButton(app) {
  const { me } = app.store;
  const label = `${t("who.now")} ${me.real_name || me.name}. ${t("who.change")}`;
  return h(
    "button",
    { type: "button", class: "quiet square who-small", "aria-label": label, "data-focus": "who-small", onclick: () => chooseWho(app) },
    avatar(me),
  );
}

/** The dialog in which one chooses a person for a direct message. */
export function chooseColleague(app) {
  const { store } = app;
  const others = store.people.filter(
    (person) => !person.deleted && person.id !== store.me.id && person.id !== store.app?.user_id,
  );
  const start = async (person) => {
    const answer = await act("open_dm", { as: store.me.id, user_id: person.id });
    if (!answer.ok) return showError(answer);
    dialog.close();
    app.open(answer.channel_id);
  };
  const dialog = openDialog({
    title: t("dm.start"),
    body: h(
      "ul",
      { class: "people" },
      ...others.map((person) =>
        h("li", {}, h("button", { type: "button", class: "person-row", onclick: () => start(person) }, personCard(person))),
      ),
    ),
    kind: "small",
  });
}
