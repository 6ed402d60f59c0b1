// Building and patching DOM. Strings become text nodes only: data can never become markup.

const SVG = "http://www.w3.org/2000/svg";
const signatures = new WeakMap();

/** One element. `onclick`-like props are listeners; null, undefined and false leave a prop out. */
export function h(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked" || name === "selected") node[name] = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

/** A small decorative icon, drawn from one path on a 16 × 16 grid. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

const PATHS = {
  lock: "M4.5 7V5a3.5 3.5 0 0 1 7 0v2M3 7h10v7H3z",
  hash: "M6.5 2 5 14M11 2 9.5 14M2.5 5.5h11M2 10.5h11",
  close: "m3.5 3.5 9 9m0-9-9 9",
  back: "M10 2.5 4.5 8l5.5 5.5",
  clock: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2m0 3v3.2l2.2 1.5",
  down: "m3.5 6 4.5 4.5L12.5 6",
  plus: "M8 3v10M3 8h10",
  send: "M2 8h11M8.5 3.5 13 8l-4.5 4.5",
  more: "M3 8h.01M8 8h.01M13 8h.01",
  reply: "M6.5 3.5 2.5 7.5l4 4M3 7.5h6a4 4 0 0 1 4 4v1",
  edit: "m3 13 .7-3.2L11 2.5 13.5 5 6.2 12.3z",
  bin: "M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.7 9h6.6l.7-9",
  talk: "M2.5 3h11v8H7l-3 3v-3H2.5z",
  home: "M2 8 8 2.5 14 8M4 7v6.5h8V7",
};

const same = (a, b) => a && a.length === b.length && a.every((value, i) => value === b[i]);

/**
 * Make `parent` hold exactly `entries` ({key, sig, make}), in order. A node whose signature is
 * unchanged stays as it is, so that focus, scroll and what was typed survive other changes.
 */
export function keyed(parent, entries) {
  const wanted = new Set(entries.map((entry) => entry.key));
  const present = new Map();
  for (const node of [...parent.children]) {
    if (wanted.has(node.dataset.key)) present.set(node.dataset.key, node);
    else node.remove();
  }
  let cursor = parent.firstElementChild;
  for (const { key, sig, make } of entries) {
    let node = present.get(key);
    if (!node || !same(signatures.get(node), sig)) {
      const fresh = make();
      fresh.dataset.key = key;
      signatures.set(fresh, sig);
      if (node) {
        const held = focusIn(node);
        node.replaceWith(fresh);
        if (cursor === node) cursor = fresh;
        refocus(fresh, held);
      }
      node = fresh;
    }
    if (node === cursor) cursor = cursor.nextElementSibling;
    else parent.insertBefore(node, cursor);
  }
}

/** Where the focus is inside `node`: {id, start, end}, or null. */
export function focusIn(node) {
  const active = document.activeElement;
  if (!active || active === document.body || !node.contains(active)) return null;
  const typed = active.matches("textarea, input[type=text]");
  return {
    id: active.dataset.focus ?? "",
    start: typed ? active.selectionStart : null,
    end: typed ? active.selectionEnd : null,
  };
}

/** Give the focus back to the same element after a redraw, or else to `node` itself. */
export function refocus(node, held) {
  if (!held) return;
  const target = held.id && node.querySelector(`[data-focus="${CSS.escape(held.id)}"]`);
  if (target) {
    target.focus({ preventScroll: true });
    if (held.start !== null && target.setSelectionRange) target.setSelectionRange(held.start, held.end);
  } else {
    if (!node.hasAttribute("tabindex")) node.tabIndex = -1;
    node.focus({ preventScroll: true });
  }
}

let counter = 0;
/** An id that no other element of the page has. */
export const uid = (prefix) => `${prefix}-${(counter += 1)}`;

/** Let a screen reader say `text` when it is idle. */
export function announce(text) {
  const region = document.getElementById("announcer");
  const line = h("p", {}, text);
  region.append(line);
  while (region.children.length > 5) region.firstElementChild.remove();
}
