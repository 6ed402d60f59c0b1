// rich_text blocks as DOM nodes.

import { h } from "/dom.js";
import { dateText, link, mention } from "/mrkdwn.js";

const STYLES = { bold: "strong", italic: "em", strike: "s", code: "code", underline: "u" };

function styled(node, style = {}) {
  return Object.entries(STYLES).reduce(
    (inner, [name, tag]) => (style[name] ? h(tag, {}, inner) : inner),
    node,
  );
}

const emoji = ({ unicode, name }) =>
  unicode ? String.fromCodePoint(...unicode.split("-").map((code) => parseInt(code, 16))) : `:${name}:`;

function leaf(element, store) {
  switch (element.type) {
    case "text":
      return element.text;
    case "link":
      return link(element.url, element.text || element.url);
    case "user":
      return mention(`@${store.personName(element.user_id)}`, element.user_id === store.me?.id);
    case "channel":
      return mention(`#${store.channelName(element.channel_id) ?? element.channel_id}`);
    case "broadcast":
      return mention(`@${element.range}`, true);
    case "emoji":
      return emoji(element);
    case "date":
      return dateText(element.timestamp, element.format, element.fallback ?? "");
    default:
      return element.text ?? element.value ?? "";
  }
}

const leaves = (elements, store) => elements.map((element) => styled(leaf(element, store), element.style));

function list({ style, elements, indent = 0, offset = 0 }, store) {
  const tag = style === "ordered" ? "ol" : "ul";
  const items = elements.map((element) => h("li", {}, ...leaves(element.elements, store)));
  return h(tag, { class: `indent-${Math.min(indent, 4)}`, start: offset ? offset + 1 : null }, ...items);
}

function part(element, store) {
  switch (element.type) {
    case "rich_text_list":
      return list(element, store);
    case "rich_text_quote":
      return h("blockquote", {}, ...leaves(element.elements, store));
    case "rich_text_preformatted":
      return h("pre", {}, ...leaves(element.elements, store));
    default:
      return h("div", { class: "rich-section" }, ...leaves(element.elements, store));
  }
}

/** The nodes of one rich_text block. */
export const richText = (block, store) => block.elements.map((element) => part(element, store));
