/* Ties each passage to its place on the sheet, and keeps what is being written from being lost; the page works without it. */
(() => {
  "use strict";
  const desk = document.querySelector(".desk");
  if (!desk) return;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

  const onSheet = (place) => desk.querySelectorAll(`[data-in="${place}"]`);
  const show = (place) => {
    for (const line of desk.querySelectorAll("[data-in].at")) line.classList.remove("at");
    const lines = onSheet(place);
    for (const line of lines) line.classList.add("at");
    if (!lines.length || desk.scrollHeight <= desk.clientHeight) return;
    const box = lines[0].getBoundingClientRect();
    const frame = desk.getBoundingClientRect();
    if (box.top < frame.top || box.bottom > frame.bottom) {
      desk.scrollTo({ top: desk.scrollTop + box.top - frame.top - frame.height / 3, behavior: still ? "auto" : "smooth" });
    }
  };

  for (const passage of document.querySelectorAll("[data-doan]")) {
    for (const act of ["mouseenter", "focusin"]) passage.addEventListener(act, () => show(passage.dataset.doan));
  }
  desk.addEventListener("click", (event) => {
    const line = event.target.closest("[data-in]");
    if (!line || event.target.closest("a") || String(getSelection())) return;
    const passage = document.getElementById(`doan-${line.dataset.in}`);
    if (passage) passage.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
    else if (line.dataset.muc) location.assign(`?muc=${encodeURIComponent(line.dataset.muc)}#doan-${line.dataset.in}`);
  });
  const target = location.hash.match(/^#doan-(\d+)$/);
  if (target) show(target[1]);

  /* What is written and not saved is asked about before the page is left. */
  const texts = [...document.querySelectorAll(".psg textarea")];
  let sent = false;
  document.addEventListener("submit", () => { sent = true; });
  addEventListener("beforeunload", (event) => {
    if (!sent && texts.some((text) => text.value !== text.defaultValue)) event.preventDefault();
  });
  for (const box of document.querySelectorAll(".psg details")) {
    box.addEventListener("toggle", () => {
      if (!box.open) return;
      const text = box.querySelector("textarea");
      text.style.height = `${Math.min(text.scrollHeight + 4, innerHeight / 2)}px`;
      text.focus();
    });
  }
})();
