// Who one is and where, kept in the address: #as=U2&at=C1&thread=… A link opens right there.

/** The place of an address: {as, at, thread}, each null when absent. */
export function readRoute(hash = location.hash) {
  const values = new URLSearchParams(hash.replace(/^#/, ""));
  return { as: values.get("as"), at: values.get("at"), thread: values.get("thread") };
}

/** The address of a place; `at` is "home", "app" (its Messages tab) or a channel's id. */
export function href({ as, at = null, thread = null }) {
  const values = new URLSearchParams();
  if (as) values.set("as", as);
  if (at) values.set("at", at);
  if (thread) values.set("thread", thread);
  return `#${values}`;
}

/** Go somewhere; `replace` leaves no step for the browser's back button. */
export function go(place, { replace = false } = {}) {
  if (replace) {
    history.replaceState(null, "", href(place));
    dispatchEvent(new HashChangeEvent("hashchange"));
  } else location.hash = href(place);
}
