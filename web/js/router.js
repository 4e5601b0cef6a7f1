/** Addresses and history; `main.js` knows what stands behind an address. */

const ROUTES = [
  [/^\/recipe\/([^/]+)\/?$/, "recipe"],
  [/^\/share\/?$/, "share"],
  [/^\/stats\/?$/, "stats"],
  [/^\/signin\/?$/, "signin"],
];

let show = () => {};
let steps = 0;

/** `{view, id, query}` of the address. */
export function here() {
  const query = new URLSearchParams(location.search);
  for (const [pattern, view] of ROUTES) {
    const match = location.pathname.match(pattern);
    if (match) return { view, id: match[1] && decodeURIComponent(match[1]), query };
  }
  return { view: query.get("view") === "activity" ? "activity" : "home", query };
}

/** Starts it: `onPlace(place, moves)` puts a view on the page. */
export function startRouter(onPlace) {
  history.scrollRestoration = "manual";
  show = (moves) => onPlace(here(), moves);
  addEventListener("popstate", () => show(true));
  document.addEventListener("click", followLink);
  show(false);
}

export function navigate(address, { replace = false } = {}) {
  if (replace) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  if (!replace) steps += 1;
  show(true);
}

/** Changes the address alone. */
export function rename(address) {
  history.replaceState(null, "", address);
}

export function back() {
  if (!steps) return navigate("/", { replace: true });
  steps -= 1;
  history.back();
}

function followLink(event) {
  const link = event.target.closest?.("a[href]");
  const plain = !event.defaultPrevented && event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  if (!link || !plain || link.target || link.hasAttribute("download") || link.hash || link.origin !== location.origin) return;
  if (link.pathname.startsWith("/api/")) return;
  event.preventDefault();
  navigate(link.pathname + link.search);
}
