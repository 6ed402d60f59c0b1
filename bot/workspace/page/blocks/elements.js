// Interactive elements that act at once: in actions, as accessory, or in a dispatching input.

import { checkGroup, chooser, dateInput, textInput } from "/blocks/fields.js";
import { openMenu } from "/blocks/menu.js";
import { h, icon } from "/dom.js";
import { t } from "/texts.js";

const SAFE_URL = /^(https?:|mailto:)/i;

/** The mark by which focus is found again after a redraw. */
export const focusId = (blockId, element, more = "") => `${blockId}/${element.action_id}${more}`;

function button(element, blockId, surface) {
  const node = h(
    "button",
    {
      type: "button",
      class: `element ${element.style ?? ""}`,
      "aria-label": element.accessibility_label,
      "data-focus": focusId(blockId, element),
      "data-action": element.action_id,
      onclick: () => {
        if (element.url && SAFE_URL.test(element.url)) open(element.url, "_blank", "noopener,noreferrer");
        surface.use(blockId, element, undefined, node);
      },
    },
    element.text.text,
  );
  return node;
}

function overflow(element, blockId, surface) {
  const node = h(
    "button",
    {
      type: "button",
      class: "element square",
      "aria-label": t("more"),
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "data-focus": focusId(blockId, element),
      "data-action": element.action_id,
      onclick: () =>
        openMenu(
          node,
          element.options.map((option) => ({
            label: option.text.text,
            description: option.description?.text,
            run: () => {
              if (option.url && SAFE_URL.test(option.url)) open(option.url, "_blank", "noopener,noreferrer");
              surface.use(blockId, element, option.value, node);
            },
          })),
        ),
    },
    icon("more"),
  );
  return node;
}

/** What every field needs to know; `changed(choice, node)` resolves to false when it is taken back. */
function field(element, blockId, surface, label) {
  return {
    element,
    surface,
    label,
    focusId: focusId(blockId, element),
    value: surface.form.get(blockId, element.action_id),
    current: () => surface.form.get(blockId, element.action_id),
    changed: (choice, node) => surface.use(blockId, element, choice, node),
  };
}

/** The node of a field of any kind, for `spec` as made by `field`. */
export function fieldNode(spec) {
  switch (spec.element.type) {
    case "plain_text_input":
      return textInput(spec);
    case "datepicker":
    case "timepicker":
      return dateInput(spec);
    case "radio_buttons":
    case "checkboxes":
      return checkGroup(spec);
    default:
      return chooser(spec);
  }
}

/** An element outside an input block. `label` names it for screen readers where it has no text. */
export function actionElement(element, blockId, surface, label) {
  if (element.type === "button") return button(element, blockId, surface);
  if (element.type === "overflow") return overflow(element, blockId, surface);
  const name = element.placeholder?.text ?? label ?? t("choose");
  return fieldNode(field(element, blockId, surface, { "aria-label": name }));
}
