// Input blocks: a label, a field, its hint and, after a refused submit, its error.

import { fieldNode, focusId } from "/blocks/elements.js";
import { h, uid } from "/dom.js";
import { t } from "/texts.js";

const GROUPS = ["radio_buttons", "checkboxes", "multi_static_select", "multi_users_select"];
const isGroup = (element) =>
  GROUPS.includes(element.type) || element.type.startsWith("multi_");

/** An input block. Its choice goes to the app at once only with dispatch_action. */
export function inputBlock(block, surface) {
  const { element, block_id: blockId } = block;
  const ids = { field: uid("field"), label: uid("label"), hint: uid("hint"), error: uid("error") };
  const remember = (choice) => {
    surface.remember(blockId, element, choice);
    return Promise.resolve(true);
  };
  const node = fieldNode({
    element,
    surface,
    optional: block.optional === true,
    dispatches: block.dispatch_action === true,
    inModal: "view_id" in surface.on,
    label: {
      id: ids.field,
      "aria-labelledby": ids.label,
      "aria-describedby": `${ids.error} ${block.hint ? ids.hint : ""}`.trim(),
      "aria-required": block.optional || isGroup(element) ? null : "true",
    },
    focusId: focusId(blockId, element),
    value: surface.form.get(blockId, element.action_id),
    current: () => surface.form.get(blockId, element.action_id),
    typed: (choice) => surface.form.set(blockId, element.action_id, choice),
    changed: block.dispatch_action ? (choice, source) => surface.use(blockId, element, choice, source) : remember,
  });
  return h(
    "div",
    { class: "input" },
    h(
      isGroup(element) ? "span" : "label",
      { class: "label", id: ids.label, for: isGroup(element) ? null : ids.field },
      block.label.text,
      block.optional ? h("span", { class: "optional" }, ` ${t("optional")}`) : null,
    ),
    node,
    h("p", { class: "field-error", id: ids.error, "aria-live": "polite" }),
    block.hint ? h("p", { class: "hint", id: ids.hint }, block.hint.text) : null,
  );
}

/** Show or clear the errors of a submit: {block_id: text}; focus the first field that has one. */
export function showFieldErrors(container, errors) {
  let first = null;
  for (const block of container.querySelectorAll(".block-input")) {
    const text = errors[block.dataset.block] ?? "";
    const field = block.querySelector("[data-field]");
    block.classList.toggle("wrong", Boolean(text));
    block.querySelector(".field-error").textContent = text;
    if (text) field?.setAttribute("aria-invalid", "true");
    else field?.removeAttribute("aria-invalid");
    if (text && !first) first = block.querySelector("input, textarea, select, button");
  }
  first?.focus();
}
