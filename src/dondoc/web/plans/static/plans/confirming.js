"use strict";
/* The confirm page, quicker: rows open and save without a reload, places light up, chunks of the source come when they are
   scrolled to, marked words become values, and the doubtful tasks can be gone through by keys. All of it works without. */
(function () {
  const bench = document.querySelector(".bench");
  if (!bench) return;
  document.documentElement.classList.add("js");
  const left = bench.querySelector(".pane.l");
  const picker = document.getElementById("picker");
  const $ = (selector, root) => (root || document).querySelector(selector);
  const $$ = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const pane = () => document.getElementById("reg-pane");

  /* Scrolls its own pane and nothing above it; on a phone the page is the pane. */
  function bring(element, centre) {
    const box = element.closest(".pane");
    if (!box || getComputedStyle(box).overflowY !== "auto") { element.scrollIntoView({ block: centre ? "center" : "nearest" }); return; }
    const outer = box.getBoundingClientRect();
    const inner = element.getBoundingClientRect();
    const room = 52;
    if (centre) box.scrollTop += inner.top - outer.top - Math.max(room, (outer.height - inner.height) / 3);
    else if (inner.bottom > outer.bottom) box.scrollTop += Math.min(inner.bottom - outer.bottom + 8, inner.top - outer.top - room);
    else if (inner.top < outer.top + room) box.scrollTop += inner.top - outer.top - room;
  }

  /* Places: what is said of a record is lit on both sides while it is pointed at, and for the open task all the time. */
  function names(element) { return (element.dataset.ev || "").split(" ").filter(Boolean); }
  function light(name, kind, on) {
    if (!left) return;
    $$("[data-ev]", left).forEach((place) => { if (names(place).includes(name)) place.classList.toggle(kind, on); });
  }
  function lightOpen() {
    if (!left) return;
    $$(".on", left).forEach((one) => one.classList.remove("on"));
    const form = document.getElementById("edit");
    if (!form) return;
    light("t" + form.dataset.task, "on", true);
    $$(".ev.on", left).forEach((place) => place.closest(".ln").classList.add("on"));
    const jump = $("[data-jump]");
    if (jump) jump.hidden = !form.dataset.at;
  }
  ["mouseover", "focusin"].forEach((event) => document.addEventListener(event, (happened) => {
    const field = happened.target.closest && happened.target.closest(".e[id], .rw[data-ev], .ev[data-ev]");
    $$(".near").forEach((one) => one.classList.remove("near"));
    if (!field) return;
    const name = field.classList.contains("e") ? field.id : names(field)[0];
    if (field.classList.contains("ev")) {
      const row = $('.rw[data-ev="' + names(field).find((one) => /^t\d+$/.test(one)) + '"]');
      if (row) row.classList.add("near");
    } else light(name, "near", true);
  }));

  /* The source comes in chunks. */
  async function load(chunk) {
    if (!chunk || chunk.dataset.loaded !== undefined) return;
    chunk.dataset.loaded = "";
    const answer = await fetch(chunk.dataset.url, { credentials: "same-origin" });
    if (!answer.ok) { delete chunk.dataset.loaded; return; }
    const above = chunk.getBoundingClientRect().bottom < left.getBoundingClientRect().top + 40;
    const before = left.scrollHeight;
    chunk.innerHTML = await answer.text();
    chunk.removeAttribute("data-url");
    if (above) left.scrollTop += left.scrollHeight - before;
    lightOpen();
  }
  if (left && window.IntersectionObserver) {
    const seen = new IntersectionObserver((entries) => entries.forEach((entry) => { if (entry.isIntersecting) load(entry.target); }),
      { root: getComputedStyle(left).overflowY === "auto" ? left : null, rootMargin: "600px" });
    $$(".chunk[data-url]", left).forEach((chunk) => seen.observe(chunk));
  }
  function placeOf(offset) {
    return $$(".src [data-s]", left).filter((one) => Number(one.dataset.s) <= offset && one.matches("p, .ev, .ln span")).pop();
  }
  async function show(offset) {
    if (!left || offset === "" || offset === undefined) return;
    const at = Number(offset);
    const chunks = $$(".chunk", left);
    const loaded = chunks.filter((chunk) => chunk.dataset.loaded !== undefined);
    const start = (chunk) => { const first = $("[data-s]", chunk); return first ? Number(first.dataset.s) : Infinity; };
    let held = loaded.filter((chunk) => start(chunk) <= at).pop();
    const index = held ? chunks.indexOf(held) : -1;
    const following = chunks[index + 1];
    if (!held && chunks.length) { for (const chunk of chunks) { await load(chunk); if (start(chunk) > at) break; } }
    else if (following && following.dataset.loaded === undefined) {
      const last = $$("[data-s]", held).pop();
      if (last && Number(last.dataset.s) + last.textContent.length < at) {
        for (let next = index + 1; next < chunks.length; next++) { await load(chunks[next]); if (start(chunks[next]) > at) break; }
      }
    }
    const place = placeOf(at);
    if (place) bring(place, true);
    lightOpen();
  }

  /* Rows open, forms save, and only what changed is put in place of what stood there. */
  let step = 0;
  async function put(answer, focus) {
    const mine = ++step;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine !== step) return;
    const fresh = page.getElementById("reg-pane");
    if (!fresh) { location.reload(); return; }
    const scrolled = pane().scrollTop;
    ["bench-top", "reg-pane"].forEach((id) => { document.getElementById(id).replaceWith(page.getElementById(id)); });
    const said = $$(".msgs, main > .band");
    said.forEach((one) => one.remove());
    $$("main > .msgs, main > .band", page).reverse().forEach((one) => document.getElementById("bench-top").before(one));
    const task = $('input[name="task"]', picker);
    const form = document.getElementById("edit");
    if (task) task.value = form ? form.dataset.task : "";
    pane().scrollTop = scrolled;
    history.replaceState(null, "", answer.url.split("#")[0]);
    ready();
    refreshMarks(page);
    if (form) {
      bring(form);
      show(form.dataset.at);
      if (focus) pane().focus({ preventScroll: true });
    }
  }
  function refreshMarks(page) {
    if (!left) return;
    $$(".chunk[data-loaded]", page).forEach((fresh) => {
      const stale = $('.chunk[data-chunk="' + fresh.dataset.chunk + '"]', left);
      if (stale && stale.dataset.loaded !== undefined) { const top = left.scrollTop; stale.innerHTML = fresh.innerHTML; left.scrollTop = top; }
    });
    lightOpen();
  }
  async function go(address) {
    const answer = await fetch(address, { credentials: "same-origin" });
    if (answer.ok) await put(answer, true);
    else location.href = address;
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="?viec="], a[href^="?"][href*="phan="], .ruler a, .pane.r .tabs a');
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) { event.preventDefault(); if (!String(getSelection())) go(link.href); return; }
    const place = event.target.closest("[data-at][data-line]");
    if (place) { event.preventDefault(); choosePane("l"); show(place.dataset.at); return; }
    if (event.target.closest("[data-jump]")) { event.preventDefault(); jump(); }
  });
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.closest("#reg-pane, #bench-top, #picker") || form.dataset.plain !== undefined) return;
    event.preventDefault();
    const data = new FormData(form);
    if (event.submitter && event.submitter.name) data.append(event.submitter.name, event.submitter.value);
    form.classList.add("busy");
    picker.hidden = true;
    try {
      const answer = await fetch(form.action, { method: "POST", body: data, credentials: "same-origin" });
      if (answer.ok || answer.status === 409) await put(answer, true);
      else location.reload();
    } catch (problem) { form.classList.remove("busy"); form.dataset.plain = ""; form.requestSubmit(event.submitter || undefined); }
  });

  /* Words marked in the source. */
  function offsetOf(node, within) {
    const holder = node.nodeType === 3 ? node.parentElement : node;
    const run = holder.closest("[data-s]");
    if (!run || !left.contains(run)) return null;
    return node.nodeType === 3 ? Number(run.dataset.s) + within : Number(run.dataset.s) + (within ? run.textContent.length : 0);
  }
  document.addEventListener("selectionchange", () => {
    const chosen = getSelection();
    if (!left || !chosen.rangeCount || chosen.isCollapsed || !left.contains(chosen.anchorNode)) { if (!picker.contains(document.activeElement)) picker.hidden = true; return; }
    const range = chosen.getRangeAt(0);
    const start = offsetOf(range.startContainer, range.startOffset);
    const end = offsetOf(range.endContainer, range.endOffset);
    if (start === null || end === null || end <= start) { picker.hidden = true; return; }
    picker.querySelector('[name="start"]').value = start;
    picker.querySelector('[name="end"]').value = end;
    const box = range.getBoundingClientRect();
    picker.hidden = false;
    picker.style.left = Math.max(8, Math.min(box.left, innerWidth - picker.offsetWidth - 8)) + "px";
    picker.style.top = Math.min(box.bottom + 8, innerHeight - picker.offsetHeight - 8) + "px";
  });

  /* Names of units while they are typed. */
  let asked = 0;
  document.addEventListener("input", async (event) => {
    const field = event.target.closest("[data-units]");
    const list = document.getElementById("units");
    if (!field || !list || !bench.dataset.units || field.value.length < 2) return;
    const mine = ++asked;
    const answer = await fetch(bench.dataset.units + "?q=" + encodeURIComponent(field.value), { credentials: "same-origin" });
    if (answer.ok && mine === asked) list.innerHTML = await answer.text();
  });

  /* Keys: only where nobody is typing. */
  function press(key) { const button = $('[data-key="' + key + '"]'); if (button) button.click(); }
  function jump() { const form = document.getElementById("edit"); if (form) { choosePane("l"); show(form.dataset.at); } }
  function open(direction, doubtful) {
    const rows = $$("#reg .rw, #reg .edit");
    const at = rows.findIndex((row) => row.classList.contains("edit"));
    const ordered = direction > 0 ? rows.slice(at + 1).concat(doubtful ? rows.slice(0, Math.max(at, 0)) : []) : rows.slice(0, at).reverse();
    const next = ordered.find((row) => row.matches("a") && (!doubtful || $(".qn", row)));
    if (next) next.click();
  }
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.documentElement.dataset.keys === "off") return;
    if (event.target.closest("input, textarea, select, [contenteditable], dialog")) {
      if (event.key === "Escape") pane().focus();
      return;
    }
    const onControl = event.target.closest("a, button, summary");
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const acts = {
      n: () => open(1, true), j: () => open(1), k: () => open(-1), s: () => press("s"), u: () => press("u"), g: jump,
      e: () => { const text = document.getElementById("e-text"); if (text) text.focus(); },
      t: () => { const box = document.getElementById("split"); if (box) { box.open = true; $("textarea", box).focus(); } },
      Enter: () => { if (!onControl) press("Enter"); },
    };
    if (!acts[key] || (key === "Enter" && onControl)) return;
    event.preventDefault();
    event.stopPropagation();
    acts[key]();
  }, true);

  /* A phone shows one side at a time. */
  function choosePane(side) {
    bench.dataset.pane = side;
    $$(".sw button").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.pane === side)));
  }
  $$(".sw button").forEach((button) => button.addEventListener("click", () => choosePane(button.dataset.pane)));

  function kindChosen() {
    const kind = document.getElementById("e-kind");
    if (!kind) return;
    const from = ["span", "open"].includes(kind.value);
    const on = ["strict", "date", "span"].includes(kind.value);
    $(".e .from").hidden = !from && !$("#e-due_from").value;
    $(".e .on-day").hidden = !on && !$("#e-due_on").value;
  }
  function ready() {
    kindChosen();
    $$("textarea[data-grow]").forEach((area) => { area.rows = 1; area.rows = Math.min(12, Math.max(2, Math.ceil(area.scrollHeight / 22))); });
  }
  document.addEventListener("change", (event) => { if (event.target.id === "e-kind") kindChosen(); });
  ready();
  lightOpen();
  const form = document.getElementById("edit");
  if (form) { show(form.dataset.at); bring(form); }
})();
