/* Writing a unit's report: words from the register go in at once, what is typed stores itself, Ctrl+S saves, and nobody leaves unsaved
   words behind unasked. Without this script the buttons do the same with a reload. */
(() => {
  "use strict";
  const form = document.querySelector("[data-report]");
  if (!form) return;
  const say = form.querySelector("[data-say]");
  const EVERY = 40000;
  let changed = false;
  let stopped = false;
  let leaving = false;

  const grow = (area) => {
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 2}px`;
  };
  const touch = () => {
    changed = true;
    if (!stopped) say.textContent = form.dataset.unsaved;
  };
  for (const area of form.querySelectorAll("textarea")) {
    grow(area);
    area.addEventListener("input", () => { grow(area); touch(); });
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    if (!button) return;
    event.preventDefault();
    const key = button.dataset.insert;
    const area = form.elements[`text-${key}`];
    const words = form.querySelector(`[data-draft="${key}"]`).innerText.trim();
    area.value = [area.value.trimEnd(), words].filter(Boolean).join("\n");
    grow(area);
    touch();
    area.focus();
  });

  const store = async () => {
    if (!changed || stopped) return;
    changed = false;
    const data = new FormData(form);
    data.set("do", "save");
    try {
      const answer = await fetch(form.action, { method: "POST", body: data });
      if (answer.status === 409 || answer.redirected === false) { stopped = true; changed = true; say.textContent = form.dataset.clash; return; }
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-report]");
      if (!page) throw new Error("no form");
      for (const field of form.querySelectorAll('input[name^="seen-"], input[name="version"]')) {
        const fresh = page.elements[field.name];
        if (fresh) field.value = fresh.value;
      }
      if (!changed) say.textContent = `${form.dataset.saved} ${new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" })}`;
    } catch {
      changed = true;
      say.textContent = form.dataset.lost;
    }
  };
  setInterval(store, EVERY);

  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    form.requestSubmit(form.querySelector('button[value="save"]'));
  });
  form.addEventListener("submit", () => { leaving = true; });
  addEventListener("beforeunload", (event) => {
    if (changed && !leaving) event.preventDefault();
  });
})();
