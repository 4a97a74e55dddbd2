
"use strict";
// Elements are looked up when they are needed: a live preview replaces parts of the page and then says `replaced`.
(() => {
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = new WeakMap();
  const textOf = (one) => {
    if (!texts.has(one)) texts.set(one, plain(one.textContent));
    return texts.get(one);
  };

  const speak = (language) => {
    root.dataset.surface = language;
    root.lang = language;
  };
  const counted = () => {
    for (const status of byId("search").form.querySelectorAll("[role=status] .said, [role=status]:not(:has(.said))")) {
      if (status.querySelector(".shown")) continue;
      const [before, after] = status.textContent.split("#");
      const number = Object.assign(document.createElement("span"), { className: "shown" });
      status.replaceChildren(before, number, after ?? "");
    }
  };
  const filter = () => {
    const words = plain(byId("search").value).split(/\s+/).filter(Boolean);
    const tier = byId("tier").value;
    const section = byId("statements"); // to look through a large page takes milliseconds
    let shown = 0;
    for (const one of section.querySelectorAll(".statements > li")) {
      const ofTier = !tier || one.dataset.offers.split(" ").includes(tier);
      one.hidden = !(ofTier && words.every((word) => textOf(one).includes(word)));
      shown += one.hidden ? 0 : 1;
    }
    for (const group of section.querySelectorAll(".group")) {
      const all = group.querySelectorAll(".statements > li");
      group.hidden = all.length > 0 && !group.querySelector(".statements > li:not([hidden])");
    }
    for (const count of section.querySelectorAll(".shown")) {
      if (count.textContent !== String(shown)) count.textContent = shown; // else the page would be laid out anew
    }
  };
  const reveal = () => {
    const target = byId(decodeURIComponent(location.hash.slice(1)));
    if (target && target.closest("[hidden]")) {
      byId("search").form.reset();
    }
    target?.scrollIntoView();
  };
  const start = () => {
    counted();
    filter();
  };
  document.addEventListener("change", (event) => {
    if (event.target.id === "surface") speak(event.target.value);
    if (event.target.id === "tier") filter();
  });
  document.addEventListener("input", (event) => {
    if (event.target.id === "search") filter();
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches(".filter")) event.preventDefault();
  });
  document.addEventListener("reset", (event) => {
    if (event.target.matches(".filter")) setTimeout(filter);
  });
  document.addEventListener("replaced", start);
  addEventListener("hashchange", reveal);
  start();
  root.dataset.ready = "";
})();
