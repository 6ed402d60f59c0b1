// Completion of slash commands (at the start of a message) and of people's names (after @).

import { h, uid } from "/dom.js";
import { t } from "/texts.js";

const MOST = 8; // suggestions

export class Completion {
  constructor(app, field, onChosen) {
    this.app = app;
    this.field = field;
    this.onChosen = onChosen;
    this.items = [];
    this.at = 0;
    this.node = h("div", { class: "completion", role: "listbox", id: uid("completion"), hidden: true });
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", this.node.id);
  }

  /** What could be meant at the cursor: [{insert, label, description, from}]. */
  suggestions() {
    const { store } = this.app;
    const upTo = this.field.value.slice(0, this.field.selectionStart);
    if (/^\/\S*$/.test(upTo)) {
      return store.commands
        .filter(({ command }) => command.startsWith(upTo) && this.field.value !== `${command} `)
        .map(({ command, description, usage_hint: usage }) => ({
          insert: `${command} `,
          label: usage ? `${command} ${usage}` : command,
          description,
          from: 0,
        }));
    }
    const typed = upTo.match(/(?:^|\s)@([\p{L}\p{N}._-]*)$/u);
    if (!typed) return [];
    const wanted = typed[1].toLowerCase();
    return store.people
      .filter(({ deleted, name, real_name: real }) =>
        !deleted && [name, real ?? ""].some((text) => text.toLowerCase().startsWith(wanted)),
      )
      .map(({ name, real_name: real, title }) => ({
        insert: `@${name} `,
        label: real || name,
        description: title,
        from: upTo.length - wanted.length - 1,
      }));
  }

  update() {
    this.items = this.suggestions().slice(0, MOST);
    this.at = 0;
    this.draw();
  }

  close() {
    this.items = [];
    this.draw();
  }

  draw() {
    const open = this.items.length > 0;
    this.node.hidden = !open;
    this.node.setAttribute("aria-label", t("composer.suggestions"));
    this.node.replaceChildren(
      ...this.items.map((item, i) =>
        h(
          "div",
          {
            role: "option",
            id: `${this.node.id}-${i}`,
            "aria-selected": String(i === this.at),
            onpointerdown: (event) => {
              event.preventDefault();
              this.choose(item);
            },
          },
          h("span", { class: "completion-label" }, item.label),
          h("span", { class: "description" }, item.description ?? ""),
        ),
      ),
    );
    if (open) this.field.setAttribute("aria-activedescendant", `${this.node.id}-${this.at}`);
    else this.field.removeAttribute("aria-activedescendant");
  }

  /** A key of the field; true when it was meant for the list. */
  pressed(event) {
    if (this.items.length === 0) return false;
    const item = this.items[this.at];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.at = (this.at + step + this.items.length) % this.items.length;
      this.draw();
    } else if (event.key === "Escape") this.close();
    else if (event.key === "Tab" && !event.shiftKey) this.choose(item);
    // A command that is typed out in full is sent by Enter, as it stands.
    else if (event.key === "Enter" && !event.shiftKey && this.field.value.trim() !== item.insert.trim()) {
      this.choose(item);
    } else return false;
    event.preventDefault();
    return true;
  }

  choose({ insert, from }) {
    const { value, selectionStart } = this.field;
    this.field.value = value.slice(0, from) + insert + value.slice(selectionStart);
    this.field.setSelectionRange(from + insert.length, from + insert.length);
    this.field.focus();
    this.onChosen();
    this.close();
  }
}
