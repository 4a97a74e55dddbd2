
"use strict";
(() => {
  const root = document.documentElement;
  const surface = document.getElementById("surface");
  const search = document.getElementById("search");
  const tier = document.getElementById("tier");
  const statements = [...document.querySelectorAll(".statements > li")];
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = new Map(statements.map((one) => [one, plain(one.textContent)]));

  const speak = (language) => {
    root.dataset.surface = language;
    root.lang = language;
  };
  const filter = () => {
    const words = plain(search.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const one of statements) {
      const ofTier = !tier.value || one.dataset.offers.split(" ").includes(tier.value);
      one.hidden = !(ofTier && words.every((word) => texts.get(one).includes(word)));
      shown += one.hidden ? 0 : 1;
    }
    for (const group of document.querySelectorAll(".group")) {
      const all = group.querySelectorAll(".statements > li");
      group.hidden = all.length > 0 && !group.querySelector(".statements > li:not([hidden])");
    }
    for (const count of document.querySelectorAll(".shown")) count.textContent = shown;
  };
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.closest("[hidden]")) {
      search.form.reset();
    }
    target?.scrollIntoView();
  };
  for (const status of document.querySelectorAll("[role=status] .said, [role=status]:not(:has(.said))")) {
    const [before, after] = status.textContent.split("\u2063");
    const number = Object.assign(document.createElement("span"), { className: "shown" });
    status.replaceChildren(before, number, after ?? "");
  }
  surface.addEventListener("change", () => speak(surface.value));
  search.addEventListener("input", filter);
  tier.addEventListener("change", filter);
  search.form.addEventListener("submit", (event) => event.preventDefault());
  search.form.addEventListener("reset", () => setTimeout(filter));
  addEventListener("hashchange", reveal);
  root.dataset.ready = "";
  filter();
})();
