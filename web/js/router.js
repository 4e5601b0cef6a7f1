/** Addresses and history; `main.js` knows what stands behind an address. */

const ROUTES = /^\/(recipe|share|stats|signin)(?:\/([^/]+))?\/?$/;

let show;
let steps = 0;

export function here() {
  const query = new URLSearchParams(location.search);
  const [, view, id] = location.pathname.match(ROUTES) ?? [];
  return {
    view: view ?? (query.get("view") === "activity" ? "activity" : "home"),
    id: id && decodeURIComponent(id),
    query,
  };
}

export function startRouter(place) {
  history.scrollRestoration = "manual";
  show = (moves) => place(here(), moves);
  addEventListener("popstate", () => show(true));
  document.addEventListener("click", followLink);
  show(false);
}

export function navigate(address, replace = false) {
  history[replace ? "replaceState" : "pushState"](null, "", address);
  if (!replace) steps += 1;
  show(true);
}

export const rename = (address) => history.replaceState(null, "", address);

export function back() {
  if (!steps) return navigate("/", true);
  steps -= 1;
  history.back();
}

function followLink(event) {
  const link = event.target.closest?.("a[href]");
  const isPlain =
    !event.defaultPrevented && !(event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  if (!link || !isPlain || link.target || link.download || link.hash || link.origin !== location.origin) return;
  event.preventDefault();
  navigate(link.pathname + link.search);
}
