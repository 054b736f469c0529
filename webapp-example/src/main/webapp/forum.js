// Marks the versions that have changed since the last page of this tab.
const before = JSON.parse(sessionStorage.getItem("versions") ?? "{}");
const now = {};
for (const item of document.querySelectorAll("[data-version]")) {
  const { cache, version } = item.dataset;
  now[cache] = version;
  if (cache in before && before[cache] !== version) {
    item.querySelector("code").before(Object.assign(document.createElement("b"), { className: "tag", textContent: "new" }));
  }
}
sessionStorage.setItem("versions", JSON.stringify(now));

// An answer without a body: the page is the one that the browser had.
const [page] = performance.getEntriesByType("navigation");
if (page && page.transferSize > 0 && page.transferSize < page.encodedBodySize) {
  document.getElementById("unchanged").hidden = false;
}
