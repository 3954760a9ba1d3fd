"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const marked = Array.from(document.querySelectorAll("[data-connector]"), (element) => ({
    element,
    connector: element.dataset.connector,
    level: element.dataset.level,
    roles: element.dataset.roles.split(" "),
    row: element.tagName === "TR",
    text: element.textContent.toLowerCase(),
  }));
  const text = byId("filter-text");
  const level = byId("filter-level");
  const role = byId("filter-role");
  const count = byId("count");

  const filter = () => {
    const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = new Set(
      marked
        .filter((one) => one.row)
        .filter((one) => !level.value || one.level === level.value)
        .filter((one) => !role.value || one.roles.includes(role.value))
        .filter((one) => words.every((word) => one.text.includes(word)))
        .map((one) => one.connector),
    );
    for (const one of marked) {
      one.element.hidden = !fits.has(one.connector);
    }
    const all = marked.filter((one) => one.row).length;
    count.textContent = fits.size === 0
      ? `None of ${all} connectors fits. Clear the filter to see them.`
      : `${fits.size} of ${all} connectors`;
  };
  const clear = () => {
    text.value = "";
    level.value = "";
    role.value = "";
    filter();
    text.focus();
  };
  text.addEventListener("input", filter);
  level.addEventListener("change", filter);
  role.addEventListener("change", filter);
  text.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      clear();
    }
  });
  byId("filter-clear").addEventListener("click", clear);
  byId("filter").hidden = false;

  const setAll = (open) => {
    for (const details of document.querySelectorAll(".connector:not([hidden]) details")) {
      details.open = open;
    }
  };
  byId("open").addEventListener("click", () => setAll(true));
  byId("close").addEventListener("click", () => setAll(false));
  byId("open-all").hidden = false;

  // A link to a place inside closed details opens them.
  const reveal = () => {
    const place = location.hash && byId(decodeURIComponent(location.hash.slice(1)));
    for (let one = place || null; one; one = one.parentElement) {
      if (one.tagName === "DETAILS") {
        one.open = true;
      }
    }
    if (place) {
      place.scrollIntoView();
    }
  };
  addEventListener("hashchange", reveal);
  reveal();

  // A page that was opened from a file may not be allowed to remember anything.
  const key = "dpone-certify-theme";
  const remembered = () => {
    try {
      return localStorage.getItem(key) || "";
    } catch {
      return "";
    }
  };
  const theme = byId("theme-choice");
  const paint = () => {
    document.documentElement.dataset.theme = theme.value;
    try {
      localStorage.setItem(key, theme.value);
    } catch {
      // Then only until the page is closed.
    }
  };
  theme.value = remembered();
  theme.addEventListener("change", paint);
  paint();
  byId("theme").hidden = false;
})();
