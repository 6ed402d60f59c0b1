// A select of many: a button that says what is chosen and opens a list of checkboxes.

import { h, icon, uid } from "/dom.js";
import { t, tn } from "/texts.js";

const FILTER_FROM = 9; // options

/** A multi-select over groups of {label, options}. */
export function pickList(spec, groups) {
  const { element } = spec;
  const all = groups.flatMap((group) => group.options);
  const panel = uid("list");
  const isOn = (value) => (spec.current() ?? []).includes(value);
  const boxes = new Map();

  const row = ({ value, label }) => {
    const box = h("input", {
      type: "checkbox",
      value,
      checked: isOn(value),
      "data-focus": `${spec.focusId}/${value}`,
    });
    boxes.set(value, box);
    return h("label", { class: "choice", "data-label": label.toLowerCase() }, box, h("span", {}, label));
  };
  const rows = groups.flatMap(({ label, options }) => [
    ...(label ? [h("p", { class: "group-name" }, label)] : []),
    ...options.map(row),
  ]);
  const filter =
    all.length < FILTER_FROM
      ? null
      : h("input", {
          type: "text",
          class: "filter",
          placeholder: t("pick.filter"),
          "aria-label": t("pick.filter"),
          autocomplete: "off",
          oninput: () => {
            const wanted = filter.value.trim().toLowerCase();
            for (const entry of rows) entry.hidden = wanted !== "" && !entry.dataset.label?.includes(wanted);
          },
          onkeydown: (event) => {
            if (event.key === "Enter") event.preventDefault();
          },
        });
  const list = h("div", { id: panel, class: "pick-options", role: "group", hidden: true }, filter, ...rows);
  const summary = h("span", { class: "pick-summary", id: uid("chosen") });
  const opener = h(
    "button",
    {
      type: "button",
      class: "pick-opener",
      "aria-expanded": "false",
      "aria-controls": panel,
      "aria-labelledby": [spec.label["aria-labelledby"], summary.id].filter(Boolean).join(" "),
      "aria-describedby": spec.label["aria-describedby"],
      "data-focus": spec.focusId,
      autofocus: element.focus_on_load,
      onclick: () => toggle(list.hidden),
    },
    summary,
    icon("down"),
  );
  const describe = () => {
    const names = all.filter(({ value }) => isOn(value)).map(({ label }) => label);
    if (names.length === 0) summary.textContent = element.placeholder?.text ?? t("choose");
    else if (names.length <= 3) summary.textContent = names.join(", ");
    else summary.textContent = tn("pick.chosen", names.length);
    summary.classList.toggle("unset", names.length === 0);
  };
  const toggle = (open) => {
    list.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
    if (open) (filter ?? list.querySelector("input"))?.focus();
  };
  const node = h(
    "div",
    {
      class: "pick",
      "data-field": true,
      "data-action": element.action_id,
      role: "group",
      "aria-label": spec.label["aria-label"],
      "aria-labelledby": spec.label["aria-labelledby"],
      onkeydown: (event) => {
        if (event.key !== "Escape" || list.hidden) return;
        event.preventDefault();
        event.stopPropagation();
        toggle(false);
        opener.focus();
      },
    },
    opener,
    list,
  );
  list.addEventListener("change", async (event) => {
    if (event.target === filter) return;
    const chosen = all.filter(({ value }) => boxes.get(value).checked).map(({ value }) => value);
    const most = element.max_selected_items;
    const kept = (!most || chosen.length <= most) && (await spec.changed(chosen, node));
    if (!kept) for (const [value, box] of boxes) box.checked = isOn(value);
    describe();
  });
  describe();
  return node;
}
