// A menu that opens at a button: arrows move, Enter chooses, Esc and Tab close.

import { h, uid } from "/dom.js";

/** Open a menu of {label, description?, run} under `opener`. */
export function openMenu(opener, entries) {
  const id = uid("menu");
  const items = entries.map(({ label, description, run }) =>
    h(
      "button",
      {
        type: "button",
        role: "menuitem",
        tabindex: "-1",
        onclick: () => {
          close(true);
          run();
        },
      },
      label,
      description ? h("span", { class: "description" }, description) : null,
    ),
  );
  const menu = h("div", { class: "menu", role: "menu", id, "aria-label": opener.getAttribute("aria-label") }, ...items);
  const outside = (event) => {
    if (!menu.contains(event.target) && !opener.contains(event.target)) close(false);
  };
  const place = () => position(menu, opener);
  function close(refocus) {
    document.removeEventListener("pointerdown", outside, true);
    removeEventListener("resize", place);
    menu.remove();
    opener.setAttribute("aria-expanded", "false");
    if (refocus) opener.focus();
  }
  menu.addEventListener("keydown", (event) => {
    const at = items.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      items.at(to % items.length).focus();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      close(true);
    } else if (event.key === "Tab") close(true);
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) close(false);
  });
  // Inside an open dialog everything else is out of reach, so the menu stands where its button is.
  (opener.closest("dialog") ?? document.body).append(menu);
  place();
  opener.setAttribute("aria-expanded", "true");
  document.addEventListener("pointerdown", outside, true);
  addEventListener("resize", place);
  items[0].focus();
}

function position(menu, opener) {
  menu.style.left = "0"; // measured where the window's edge does not narrow it
  const anchor = opener.getBoundingClientRect();
  const size = menu.getBoundingClientRect();
  const left = Math.max(8, Math.min(anchor.left, innerWidth - size.width - 8));
  const below = anchor.bottom + 4 + size.height <= innerHeight;
  menu.style.left = `${left}px`;
  menu.style.top = `${below ? anchor.bottom + 4 : Math.max(8, anchor.top - size.height - 4)}px`;
}
