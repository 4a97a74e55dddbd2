"use strict";
// The browser's part of `servdsl serve`: it follows the state of the file, replaces what differs on the page, and asks.
(() => {
  const MANY = 3000; // elements after which the rest of a new page waits for the next frame
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const versionOf = (page) => page.querySelector("meta[name=version]");
  const version = versionOf(document); // of the page that is shown
  let putting = null; // what is under way
  let model = 0; // the save that answers would come from
  let asked = 0; // the save that the shown answer came from, 0 where there is none

  // ── Following the page ────────────────────────────────────────────────────────────────────────────────────────────

  // To look through a large page takes milliseconds, so what is looked for is looked for where it is.
  const below = (element, selector) => [...(element?.children ?? [])].filter((one) => one.matches(selector));
  const figures = () => below(byId("pictures"), "figure[id]");
  const parts = (page) => [...below(page.body, "header"), ...below(page.querySelector("main"), "section[id]")];
  const same = (one) => one.hasAttribute("data-same"); // left out by the server: as in the version that is shown
  const shown = (part) => (part.id ? byId(part.id) : below(document.body, "header")[0]);

  // What comes in the place of what is shown: by its name, in which section it stands, and the new element.
  const waiting = new Map();
  const wait = (section, part) => {
    const whole = waiting.get(section)?.part;
    if (whole && part.id !== section) {
      whole.querySelector(`#${CSS.escape(part.id)}`).replaceWith(part);
      return;
    }
    if (part.id === section) for (const [name, one] of waiting) if (one.section === section) waiting.delete(name);
    waiting.set(part.id, { section, part });
  };

  // Of a section in which something was left out, its own parts are put: pictures, groups of statements, examples.
  const take = (page) => {
    for (const part of parts(page)) {
      const left = part.querySelector("[data-same]");
      if (same(part) || !shown(part)) continue;
      if (!left) wait(part.id, part);
      else for (const one of [...left.parentElement.children]) if (one.tagName === left.tagName && !same(one)) wait(part.id, one);
    }
  };
  const names = (page) => parts(page).map((one) => one.id);

  // Take away the sections that are gone, and put in the new ones.
  const restructure = (page) => {
    const next = parts(page);
    for (const one of parts(document)) if (!names(page).includes(one.id)) one.remove();
    let before = null;
    for (const part of next) {
      const now = shown(part);
      if (!now && before?.parentElement.tagName === "MAIN") before.after(part);
      else if (!now) document.querySelector("main").prepend(part);
      before = now ?? part;
    }
  };

  let isAtTop = scrollY === 0; // to ask the page itself would have it laid out
  addEventListener("scroll", () => { isAtTop = scrollY === 0; }, { passive: true });
  const topmost = () => {
    if (isAtTop) return null;
    const seen = all("main [id]").find((one) => {
      const box = one.getBoundingClientRect();
      return box.bottom > 0 && box.height > 0 && box.height < innerHeight;
    });
    return seen ? [seen.id, seen.getBoundingClientRect().top] : null;
  };
  const fields = () => [...all("[data-key]", byId("ask")), byId("search"), byId("tier")];
  const fieldsKept = () => fields().map((one) => [one.id, one.value]);
  const unfolded = () =>
    [...document.getElementsByTagName("details")].filter((one) => one.open).map((one) => one.id || one.closest("figure[id]")?.id);

  // The browser's own way of keeping the place is off: it moves a page that is shown from its top.
  const keepPlace = (change) => {
    const top = topmost();
    change();
    const held = top && byId(top[0]);
    if (held) scrollBy(0, held.getBoundingClientRect().top - top[1]);
  };

  // Change the page, and keep place, focus and what is filled in.
  const put = (change) => keepPlace(() => {
    const [values, open, focus] = [fieldsKept(), unfolded(), document.activeElement?.id];
    change();
    for (const [id, value] of values) if (byId(id) && byId(id).value !== value) byId(id).value = value;
    for (const id of open) {
      const found = byId(id);
      const details = found?.matches("details") ? found : found?.querySelector("details");
      if (details) details.open = true;
    }
    byId("surface").value = root.dataset.surface;
    number();
    document.dispatchEvent(new Event("replaced"));
    relabel();
    if (focus && document.activeElement?.id !== focus) byId(focus)?.focus({ preventScroll: true });
  });

  const inSight = (part) => {
    const box = shown(part).getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight;
  };
  const putWaiting = (which) => {
    // all are looked at before one is put, after which the page would be laid out for the next look
    for (const [name, { part }] of [...waiting].filter(([, { part }]) => which(part))) {
      shown(part)?.replaceWith(part);
      waiting.delete(name);
    }
  };
  const painted = () =>
    new Promise((done) => {
      requestAnimationFrame(() => setTimeout(done));
      setTimeout(done, 200); // a page that nobody sees has no frames
    });

  // Of what is out of sight, as much as a frame has time for, at least one part.
  const some = () => {
    let elements = 0;
    return (part) => {
      const room = elements < MANY;
      elements += part.getElementsByTagName("*").length;
      return room;
    };
  };

  // What the reader sees follows at once, the rest waits for the next frames.
  const follow = (text) => {
    const page = new DOMParser().parseFromString(text, "text/html");
    if (!byId("summary")) {
      location.reload(); // the stand-in was shown until now
      return;
    }
    const other = names(document).join() !== names(page).join();
    version.content = versionOf(page).content;
    document.title = page.title;
    take(page);
    if (other) put(() => { restructure(page); putWaiting(() => true); });
  };

  const putAll = async () => {
    while (waiting.size) {
      const seen = [...waiting.values()].some(({ part }) => inSight(part));
      put(() => putWaiting(seen ? inSight : some()));
      await painted();
    }
  };

  // ── The state of the file ─────────────────────────────────────────────────────────────────────────────────────────

  const laid = new Map(); // texts as the server sent them, since scripts change what stands in the page
  const lay = (element, text) => {
    if (laid.get(element.id) === text) return;
    laid.set(element.id, text);
    keepPlace(() => { element.innerHTML = text; });
  };

  let latest = null; // what the server said last
  const show = async (state) => {
    byId("live-lost").hidden = true;
    root.dataset.work = state.work;
    lay(byId("live-status"), state.status);
    const findings = byId("live-findings");
    lay(findings, state.findings);
    findings.tabIndex = state.findings ? 0 : -1;
    model = state.model;
    latest = state;
    if (state.page) {
      follow(state.page);
      putting ??= putAll().finally(() => { putting = null; });
    }
    await putting;
    const { work, busy } = latest; // others may have come meanwhile
    byId("examples")?.setAttribute("aria-busy", String(work !== "done")); // what is shown are earlier results
    for (const one of figures()) {
      if (busy.includes(one.id.replace("picture-", ""))) one.setAttribute("aria-busy", "true");
      else one.removeAttribute("aria-busy");
    }
    if (asked && asked !== model) {
      byId("answer").setAttribute("aria-busy", "true");
      if (["trying", "done"].includes(work)) ask(false);
    }
  };

  // ── Languages ─────────────────────────────────────────────────────────────────────────────────────────────────────

  const relabel = () => {
    for (const one of all("option[data-en]", byId("ask") ?? document.body)) {
      const label = one.dataset[root.dataset.surface];
      if (label !== undefined && label !== one.textContent) one.textContent = label;
    }
  };

  // ── Lines ─────────────────────────────────────────────────────────────────────────────────────────────────────────

  // Where each statement and example stands in the file is told apart, since a new line moves all below it.
  const number = () => {
    const lines = byId("lines");
    for (const [id, line] of Object.entries(lines ? JSON.parse(lines.textContent) : {})) {
      const place = byId(id)?.querySelector(".from > code");
      if (place && place.textContent !== line) place.textContent = line;
    }
  };

  // ── Questions ─────────────────────────────────────────────────────────────────────────────────────────────────────

  const controlOf = (key) => all("#ask .control").find((one) => one.dataset.control === key);
  const input = (control) => control.querySelector("[data-key]");

  const clearMistakes = () => {
    byId("question-errors").hidden = true;
    byId("question-errors").replaceChildren();
    for (const one of all("#ask .control.wrong")) {
      one.classList.remove("wrong");
      one.querySelector(".mistake").remove();
      input(one).removeAttribute("aria-invalid");
      input(one).removeAttribute("aria-describedby");
    }
  };

  const mistake = (key, sentence) => {
    const control = controlOf(key);
    if (!control) {
      const line = Object.assign(document.createElement("li"), { className: "error", textContent: sentence });
      byId("question-errors").append(line);
      byId("question-errors").hidden = false;
      return;
    }
    const details = control.closest("details");
    if (details) details.open = true;
    control.classList.add("wrong");
    const id = `${input(control).id}-mistake`;
    control.append(Object.assign(document.createElement("p"), { className: "mistake", id, textContent: sentence }));
    input(control).setAttribute("aria-invalid", "true");
    input(control).setAttribute("aria-describedby", id);
  };

  const mistakes = (errors, moving) => {
    for (const [key, sentences] of Object.entries(errors)) mistake(key, sentences.join("; "));
    const first = document.querySelector("#ask .control.wrong");
    if (!moving) return;
    if (first) input(first).focus();
    else byId("question-errors").scrollIntoView({ block: "nearest" });
  };

  const needed = () => {
    for (const one of all("#ask .control.asked-for")) one.classList.remove("asked-for");
    for (const link of all("#answer [data-need]")) {
      const control = byId(link.dataset.need)?.closest(".control");
      if (!control) continue;
      control.classList.add("asked-for");
      if (control.closest("#ask-further")) byId("ask-needed").querySelector(".controls").append(control);
    }
    const asks = byId("ask-needed");
    if (asks) asks.hidden = !asks.querySelector(".control");
  };

  const incomplete = () => all("#ask [data-key]").filter((one) => one.validity.badInput);

  const ask = async (moving) => {
    clearMistakes();
    const broken = incomplete();
    if (broken.length) {
      const words = byId(`incomplete-${root.dataset.surface}`).textContent;
      mistakes(Object.fromEntries(broken.map((one) => [one.dataset.key, [words]])), moving);
      return;
    }
    const told = Object.fromEntries(all("#ask [data-key]").filter((one) => one.value).map((one) => [one.dataset.key, one.value]));
    const [of, answer] = [model, byId("answer")];
    asked = of;
    answer.setAttribute("aria-busy", "true");
    try {
      const headers = { "Content-Type": "application/json" };
      const response = await fetch("/ask", { method: "POST", headers, body: JSON.stringify(told) });
      const reply = response.ok ? await response.json() : { html: "", errors: { "": [await response.text()] } };
      mistakes(reply.errors, moving);
      byId("answer").innerHTML = reply.html;
      if (!reply.html) asked = 0;
      needed();
      if (moving) byId("answer-head")?.focus();
    } catch {
      byId("live-lost").hidden = false;
      asked = 0;
    }
    byId("answer").removeAttribute("aria-busy");
  };

  document.addEventListener("submit", (event) => {
    if (event.target.id !== "question") return;
    event.preventDefault();
    ask(true);
  });
  document.addEventListener("reset", (event) => {
    if (event.target.id !== "question") return;
    clearMistakes();
    byId("answer").replaceChildren();
    asked = 0;
    needed();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-need]");
    const control = link && byId(link.dataset.need);
    if (!control) return;
    event.preventDefault();
    const details = control.closest("details");
    if (details) details.open = true;
    control.focus();
  });

  number();
  relabel();
  new MutationObserver(relabel).observe(root, { attributeFilter: ["data-surface"] });
  const news = new EventSource(`/events?since=${encodeURIComponent(version.content)}`);
  news.addEventListener("message", (event) => show(JSON.parse(event.data)));
  news.addEventListener("error", () => {
    byId("live-lost").hidden = false;
  });
})();
