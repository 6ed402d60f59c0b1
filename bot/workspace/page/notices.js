// Notices of the page: what went wrong, in plain words. They stay until read.

import { h, icon } from "/dom.js";
import { hasText, t } from "/texts.js";

/** The sentence for a refused act. */
export function errorText({ error, text = "" }) {
  const key = `error.${error}`;
  return t(hasText(key) ? key : "error.other", { text: text || error, code: error });
}

/** A notice is shown inside the open dialog, for everything behind that cannot be reached. */
function place() {
  const inDialog = [...document.querySelectorAll("dialog[open] .notices")].at(-1);
  const inPlace = [...document.querySelectorAll("#app .notices")].find((host) => host.checkVisibility());
  return inDialog ?? inPlace ?? document.getElementById("notices");
}

function show(text, kind) {
  const host = place();
  for (const old of [...host.children]) if (old.dataset.text === text) old.remove();
  const close = h(
    "button",
    { type: "button", class: "quiet square", "aria-label": t("notice.close"), onclick: () => notice.remove() },
    icon("close"),
  );
  const notice = h("div", { class: `notice ${kind}`, role: "alert", "data-text": text }, h("p", {}, text), close);
  host.append(notice);
  while (host.children.length > 3) host.firstElementChild.remove();
}

export const showError = (answer) => show(errorText(answer), "error");

/** Take away what went wrong before: the next thing went well, or one went elsewhere. */
export function clearNotices() {
  for (const host of document.querySelectorAll(".notices")) host.replaceChildren();
}
