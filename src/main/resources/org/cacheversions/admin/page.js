"use strict";
// The page is complete without this; with it, it asks in place and renews its figures.
(() => {
  const dialog = document.getElementById("confirm");
  const figures = document.getElementById("figures");
  const notice = document.getElementById("notice");
  if (!dialog || !figures) {
    return;
  }
  const what = document.getElementById("what");

  document.addEventListener("submit", event => {
    const button = event.submitter;
    if (!event.target.matches("form.ask") || !button || !dialog.showModal) {
      return;
    }
    event.preventDefault();
    what.name = button.name;
    what.value = button.value;
    document.getElementById("question").textContent =
      button.name === "all" ? "Invalidate all caches?" : "Invalidate \u201c" + button.value + "\u201d?";
    dialog.showModal();
  });
  document.getElementById("keep").addEventListener("click", () => dialog.close());

  function openOfHash() {
    for (const details of figures.querySelectorAll("details")) {
      if (location.hash === "#" + details.id) {
        details.open = true;
      }
    }
  }
  addEventListener("hashchange", openOfHash);
  openOfHash();

  const label = document.createElement("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = true;
  label.append(box, "Refresh every 5 seconds");
  document.querySelector("header").append(label);

  async function refresh() {
    const response = await fetch(location.pathname, { headers: { Accept: "text/html" } });
    const read = response.ok && new DOMParser().parseFromString(await response.text(), "text/html");
    const newer = read && read.getElementById("figures");
    if (!newer) {
      throw new Error("the server answers " + response.status + ", or asks to log in");
    }
    if (dialog.open || String(getSelection()) || figures.matches(":active")) {
      return;
    }
    const focused = document.activeElement && document.activeElement.id;
    figures.querySelectorAll("details[open]").forEach(open => {
      const same = newer.querySelector("#" + CSS.escape(open.id));
      if (same) {
        same.open = true;
      }
    });
    figures.replaceChildren(...newer.childNodes);
    if (focused && document.activeElement === document.body) {
      const same = document.getElementById(focused);
      if (same) {
        same.focus({ preventScroll: true });
      }
    }
  }

  setInterval(() => {
    if (!box.checked || document.hidden || dialog.open) {
      return;
    }
    refresh().catch(failure => {
      box.checked = false;
      notice.textContent = "Not refreshed any more: " + failure.message + ".";
    });
  }, 5000);
})();
