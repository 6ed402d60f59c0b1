// Small dialogs of the page itself: a question, an enlarged image. The browser's own <dialog>
// keeps the focus inside, closes on Esc and gives the focus back.

import { h, icon, uid } from "/dom.js";
import { textNodes } from "/mrkdwn.js";
import { t } from "/texts.js";

/** A dialog with a title, a close button and whatever stands in it. It removes itself when closed. */
export function openDialog({ title, body, foot = null, kind = "", onclose = null }) {
  const heading = uid("title");
  const dialog = h(
    "dialog",
    { class: `dialog ${kind}`, "aria-labelledby": heading },
    h(
      "header",
      {},
      h("h2", { id: heading }, title),
      h(
        "button",
        { type: "button", class: "quiet square", "aria-label": t("close"), onclick: () => dialog.close() },
        icon("close"),
      ),
    ),
    h("div", { class: "dialog-body" }, body),
    h("div", { class: "notices" }),
    foot && h("footer", {}, foot),
  );
  dialog.addEventListener("close", () => {
    dialog.remove();
    onclose?.();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Ask the question of a `confirm` object; resolves to whether the person goes on. */
export function confirmed(confirm, store) {
  return new Promise((resolve) => {
    let answer = false;
    const choose = (value) => () => {
      answer = value;
      dialog.close();
    };
    const yes = h(
      "button",
      { type: "button", class: confirm.style === "danger" ? "danger" : "primary", onclick: choose(true) },
      confirm.confirm?.text ?? t("yes"),
    );
    const no = h("button", { type: "button", onclick: choose(false) }, confirm.deny?.text ?? t("cancel"));
    const dialog = openDialog({
      title: confirm.title?.text ?? t("confirm.title"),
      body: h("p", { class: "text" }, ...(confirm.text ? textNodes(confirm.text, store) : [])),
      foot: [no, yes],
      kind: "ask",
      onclose: () => resolve(answer),
    });
    no.focus();
  });
}

/** Ask one of the page's own questions. */
export const asked = (title, text, confirm, store, style = "primary") =>
  confirmed(
    {
      title: { type: "plain_text", text: title },
      text: { type: "plain_text", text },
      confirm: { type: "plain_text", text: confirm },
      style,
    },
    store,
  );

/** Show an image as large as the window allows. */
export function enlarge(url, alt, title) {
  openDialog({ title: title || t("image"), body: h("img", { src: url, alt }), kind: "wide" });
}
