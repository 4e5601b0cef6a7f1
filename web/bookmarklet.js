// A bookmark, run on the page of a post: opens /share, and hands it the page's meta tags and JSON when it asks.
(() => {
  const home = "{origin}";
  const share = open(home + "/share?from=page&url=" + encodeURIComponent(location.href));
  addEventListener("message", ({ origin, source }) => {
    if (origin !== home || source !== share) return;
    const parts = document.querySelectorAll("title, meta[content], script[type*=json]");
    let room = 1400000;
    const size = (part) => new Blob([JSON.stringify(part)]).size;
    const fits = (part) => size(part) < room && (room -= size(part));
    const html = Array.from(parts, (part) => part.outerHTML).filter(fits).join("\n");
    share.postMessage({ url: location.href, title: document.title, html }, home);
  });
})();
