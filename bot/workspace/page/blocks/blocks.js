// Block Kit blocks as DOM nodes.

import { actionElement } from "/blocks/elements.js";
import { inputBlock } from "/blocks/inputs.js";
import { enlarge } from "/dialogs.js";
import { h } from "/dom.js";
import { textNodes } from "/mrkdwn.js";
import { richText } from "/richtext.js";
import { t } from "/texts.js";

const FOLD_CHARACTERS = 1500;
const FOLD_LINES = 18;

const text = (object, surface, props = {}) =>
  h("div", { class: "text", ...props }, ...textNodes(object, surface.store));

/** Nothing leaves the machine: only images of the workspace itself are loaded. */
const ours = (url) => new URL(url, location.href).origin === location.origin;

function picture(url, alt) {
  if (url && ours(url)) return h("img", { src: url, alt, loading: "lazy" });
  return h("span", { class: "no-image" }, t(url ? "image.outside" : "image.pending", { alt }));
}

/** An image that opens larger. */
export function figure(url, alt, title) {
  const image = picture(url, alt);
  const shown = image.matches("img")
    ? h(
        "button",
        { type: "button", class: "zoom", "aria-label": t("image.enlarge", { alt }), onclick: () => enlarge(url, alt, title) },
        image,
      )
    : image;
  return h("figure", {}, title ? h("figcaption", {}, title) : null, shown);
}

function foldable(object, surface, expand) {
  const node = text(object, surface);
  const long = object.text.length > FOLD_CHARACTERS || object.text.split("\n").length > FOLD_LINES;
  if (expand || !long) return node;
  node.classList.add("folded");
  const more = h(
    "button",
    {
      type: "button",
      class: "linklike",
      "aria-expanded": "false",
      onclick: () => {
        const folded = node.classList.toggle("folded");
        more.setAttribute("aria-expanded", String(!folded));
        more.textContent = t(folded ? "text.more" : "text.less");
      },
    },
    t("text.more"),
  );
  return h("div", {}, node, more);
}

function section(block, surface) {
  const { accessory, fields, expand } = block;
  const body = h(
    "div",
    { class: "section-body" },
    block.text ? foldable(block.text, surface, expand) : null,
    fields ? h("div", { class: "fields" }, ...fields.map((field) => text(field, surface))) : null,
  );
  const side = accessory
    ? accessory.type === "image"
      ? h("div", { class: "thumb" }, figure(accessory.image_url, accessory.alt_text))
      : actionElement(accessory, block.block_id, surface, body.textContent.slice(0, 80))
    : null;
  return h("div", { class: side ? "section with-side" : "section" }, body, side);
}

const context = (block, surface) =>
  h(
    "div",
    { class: "context" },
    ...block.elements.map((element) =>
      element.type === "image" ? picture(element.image_url, element.alt_text) : text(element, surface),
    ),
  );

function actions(block, surface) {
  const elements = block.elements.map((element) => actionElement(element, block.block_id, surface));
  return h("div", { class: "actions" }, ...elements);
}

const RENDER = {
  header: (block) => h("h3", { class: "header-block" }, block.text.text),
  section,
  context,
  divider: () => h("hr"),
  actions,
  image: (block) => figure(block.image_url, block.alt_text, block.title?.text),
  input: inputBlock,
  rich_text: (block, surface) => h("div", { class: "text rich" }, ...richText(block, surface.store)),
};

/** One block; an unknown kind says so instead of disappearing. */
export function renderBlock(block, surface) {
  const render = RENDER[block.type];
  const node = render ? render(block, surface) : h("p", { class: "no-image" }, t("block.unknown", { type: block.type }));
  node.classList.add("block", `block-${block.type}`);
  node.dataset.block = block.block_id;
  return node;
}
