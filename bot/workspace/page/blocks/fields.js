// The fields that hold a choice. Each takes a spec {element, surface, label, focusId, value,
// current, changed, typed?, optional?, dispatches?} and answers a node.

import { optionsFor } from "/blocks/options.js";
import { pickList } from "/blocks/picklist.js";
import { h, uid } from "/dom.js";
import { textNodes } from "/mrkdwn.js";
import { t } from "/texts.js";

/** Text, counted against max_length. Too long is shown, not cut: the server says what is wrong. */
export function textInput(spec) {
  const { element } = spec;
  const onKeys = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const props = {
    ...spec.label,
    "data-field": true,
    "data-focus": spec.focusId,
    "data-action": element.action_id,
    placeholder: element.placeholder?.text,
    autofocus: element.focus_on_load,
    value: spec.value ?? "",
    autocomplete: "off",
  };
  const node = element.multiline
    ? h("textarea", { ...props, rows: 4 })
    : h("input", { ...props, type: "text" });
  const counter = element.max_length ? h("p", { class: "counter" }) : null;
  const count = () => {
    if (!counter) return;
    counter.textContent = `${node.value.length} / ${element.max_length}`;
    counter.classList.toggle("over", node.value.length > element.max_length);
  };
  const choice = () => node.value || null;
  let told = choice();
  const tell = () => {
    if (choice() === told) return;
    told = choice();
    spec.changed(told, node);
  };
  node.addEventListener("input", () => {
    count();
    spec.typed?.(choice());
    if (spec.dispatches && onKeys.includes("on_character_entered")) tell();
  });
  node.addEventListener("change", () => {
    if (!spec.dispatches) tell();
  });
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || element.multiline || event.isComposing) return;
    if (spec.dispatches && onKeys.includes("on_enter_pressed")) {
      event.preventDefault();
      spec.changed(choice(), node);
    } else if (!spec.inModal) {
      event.preventDefault();
      tell();
    }
  });
  count();
  return h("div", { class: "text-field" }, node, counter);
}

/** A date or a time, by the browser's own picker. */
export function dateInput(spec) {
  const { element } = spec;
  const node = h("input", {
    ...spec.label,
    type: element.type === "datepicker" ? "date" : "time",
    "data-field": true,
    "data-focus": spec.focusId,
    "data-action": element.action_id,
    title: element.placeholder?.text,
    autofocus: element.focus_on_load,
    value: spec.value ?? "",
    onchange: async () => {
      if (!(await spec.changed(node.value || null, node))) node.value = spec.current() ?? "";
    },
  });
  return node;
}

/** Radio buttons or checkboxes, with descriptions. */
export function checkGroup(spec) {
  const { element, surface } = spec;
  const many = element.type === "checkboxes";
  const name = uid("group");
  const isOn = (value) => (many ? (spec.current() ?? []).includes(value) : spec.current() === value);
  const boxes = element.options.map((option) =>
    h("input", {
      type: many ? "checkbox" : "radio",
      name,
      value: option.value,
      checked: isOn(option.value),
      "data-focus": `${spec.focusId}/${option.value}`,
    }),
  );
  const group = h(
    "div",
    {
      ...spec.label,
      class: "choices",
      role: many ? "group" : "radiogroup",
      "data-field": true,
      "data-action": element.action_id,
    },
    ...element.options.map((option, i) =>
      h(
        "label",
        { class: "choice" },
        boxes[i],
        h(
          "span",
          { class: "text" },
          ...textNodes(option.text, surface.store),
          option.description
            ? h("span", { class: "description" }, ...textNodes(option.description, surface.store))
            : null,
        ),
      ),
    ),
  );
  group.addEventListener("change", async () => {
    const values = boxes.filter((box) => box.checked).map((box) => box.value);
    const kept = await spec.changed(many ? values : (values[0] ?? null), group);
    if (!kept) for (const box of boxes) box.checked = isOn(box.value);
  });
  return group;
}

/** A select of options, people or conversations: one or many. */
export function chooser(spec) {
  const groups = optionsFor(spec.element, spec.surface.store);
  if (!groups) return h("p", { class: "no-image" }, t("block.unknown", { type: spec.element.type }));
  return spec.element.type.startsWith("multi_") ? pickList(spec, groups) : select(spec, groups);
}

function select(spec, groups) {
  const { element } = spec;
  const entry = ({ value, label }) => h("option", { value, selected: value === spec.value }, label);
  const empty = h(
    "option",
    { value: "", selected: spec.value === null, disabled: !spec.optional, hidden: !spec.optional },
    element.placeholder?.text ?? t("choose"),
  );
  const node = h(
    "select",
    {
      ...spec.label,
      "data-field": true,
      "data-focus": spec.focusId,
      "data-action": element.action_id,
      autofocus: element.focus_on_load,
      onchange: async () => {
        if (!(await spec.changed(node.value || null, node))) node.value = spec.current() ?? "";
      },
    },
    empty,
    ...groups.flatMap(({ label, options }) =>
      label ? [h("optgroup", { label }, ...options.map(entry))] : options.map(entry),
    ),
  );
  return node;
}
