// Slack's mrkdwn as DOM nodes. Nothing here parses HTML.

import { h } from "/dom.js";
import { slackDate } from "/texts.js";

const TOKEN = new RegExp(
  [
    "<(?<token>[^<>\\n]+)>",
    "`(?<code>[^`\\n]+)`",
    "(?<![\\p{L}\\p{N}])(?<mark>[*_~])(?!\\k<mark>)(?=\\S)(?<marked>.+?)(?<=\\S)\\k<mark>(?![\\p{L}\\p{N}])",
    "(?<url>https?:\\/\\/[^\\s<>|]*[^\\s<>|.,;:!?)\\]'\"*_~])",
  ].join("|"),
  "gu",
);
const TAGS = { "*": "strong", _: "em", "~": "s" };
const SAFE_LINK = /^(https?:|mailto:|tel:)/i;
const BROADCASTS = ["channel", "here", "everyone"];

const unescape = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/** A link that opens elsewhere; an address that is not a web or mail address stays text. */
export function link(url, label) {
  if (!SAFE_LINK.test(url)) return document.createTextNode(label === url ? url : `${label} (${url})`);
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, label);
}

/** A person, channel or broadcast that is mentioned. */
export const mention = (text, mine) => h("span", { class: mine ? "mention mine" : "mention" }, text);

/** A `<!date^seconds^pattern^link|fallback>` as text. */
export function dateText(seconds, pattern, fallback) {
  const number = Number(seconds);
  return Number.isFinite(number) ? slackDate(number, pattern) : fallback;
}

function special(token, store) {
  const bar = token.indexOf("|");
  const body = bar < 0 ? token : token.slice(0, bar);
  const label = bar < 0 ? null : unescape(token.slice(bar + 1));
  if (body.startsWith("@")) {
    const id = body.slice(1);
    return mention(`@${store.person(id) ? store.personName(id) : (label ?? id)}`, id === store.me?.id);
  }
  if (body.startsWith("#")) return mention(`#${store.channelName(body.slice(1)) ?? label ?? body.slice(1)}`);
  if (body.startsWith("!date^")) {
    const [, seconds, pattern, url] = body.split("^");
    const text = dateText(seconds, pattern, label ?? "");
    return url ? link(unescape(url), text) : document.createTextNode(text);
  }
  if (body.startsWith("!")) {
    const name = body.slice(1);
    return BROADCASTS.includes(name) ? mention(`@${name}`, true) : mention(label ?? `@${name}`);
  }
  const url = unescape(body);
  return link(url, label ?? url.replace(/^mailto:/, ""));
}

/** As a person reads it; three dots that end a line do not begin the next one. */
const words = (text) => unescape(text).replaceAll(" …", "\u00a0…");

function inline(text, store) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > end) nodes.push(words(text.slice(end, match.index)));
    const { token, code, mark, marked, url } = match.groups;
    if (token) nodes.push(special(token, store));
    else if (code) nodes.push(h("code", {}, unescape(code)));
    else if (mark) nodes.push(h(TAGS[mark], {}, ...inline(marked, store)));
    else nodes.push(link(unescape(url), unescape(url)));
    end = match.index + match[0].length;
  }
  if (end < text.length) nodes.push(words(text.slice(end)));
  return nodes;
}

function lines(text, store) {
  const nodes = [];
  for (const group of quoteGroups(text)) {
    if (group.quote) nodes.push(h("blockquote", {}, ...inline(group.text, store)));
    else nodes.push(...inline(group.text, store));
  }
  return nodes;
}

function quoteGroups(text) {
  const groups = [];
  for (const line of text.split("\n")) {
    const quoted = line.match(/^(?:&gt;|>)\s?(.*)$/);
    const last = groups.at(-1);
    if (last && last.quote === Boolean(quoted)) last.text += `\n${quoted ? quoted[1] : line}`;
    else groups.push({ quote: Boolean(quoted), text: quoted ? quoted[1] : line });
  }
  return groups;
}

/** mrkdwn as nodes; line breaks stay text and are shown by `white-space: pre-wrap`. */
export function mrkdwn(text, store) {
  return text.split("```").flatMap((part, i, parts) => {
    const fenced = i % 2 === 1 && i < parts.length - 1;
    if (fenced) return h("pre", {}, unescape(part.replace(/^\n|\n$/g, "")));
    const open = i % 2 === 1 ? "```" : "";
    // The break beside a code block is the block's own edge, not an empty line.
    const bare = part.replace(i > 0 && !open ? /^\n/ : "", "");
    return bare || open ? lines(open + bare, store) : [];
  });
}

/** A text object of Block Kit as nodes. */
export const textNodes = (object, store) =>
  object.type === "mrkdwn" ? mrkdwn(object.text, store) : [object.text];

/** A text without its marks, for screen readers and titles. */
export function plain(text, store) {
  return h("div", {}, ...mrkdwn(text, store)).textContent;
}

/** mrkdwn as its author typed it, for editing. */
export const typedText = (text, store) =>
  unescape(
    text
      .replace(/<@([A-Z0-9]+)(?:\|[^>]*)?>/g, (_, id) => `@${store.person(id)?.name ?? id}`)
      .replace(/<#([A-Z0-9]+)(?:\|([^>]*))?>/g, (_, id, label) => `#${store.channelName(id) ?? label ?? id}`)
      .replace(/<((?:https?|mailto):[^|>]+)(?:\|[^>]*)?>/g, "$1")
      .replace(/<!(channel|here|everyone)>/g, "@$1"),
  );
