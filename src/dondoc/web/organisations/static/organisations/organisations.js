/* What the pages of the registry gain with a script: a branch of the tree that opens in place, pickers that suggest units, a link to copy.
   data-branch="address" on <details>: filled from the address when first opened.
   data-units="address" on an input or a textarea: suggests units while a name is typed (a textarea: on its last line).
   data-copy="#id": copies the text of that element. */
(() => {
  "use strict";
  const fill = async (details) => {
    const box = details.querySelector("[data-wait]");
    if (!box || details.dataset.loading) return;
    details.dataset.loading = "1";
    try {
      const answer = await fetch(details.dataset.branch, { credentials: "same-origin" });
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      box.replaceWith(...page.body.childNodes);
    } catch {
      delete details.dataset.loading;
    }
  };
  document.addEventListener("toggle", (event) => {
    const details = event.target;
    if (details instanceof HTMLDetailsElement && details.open && details.dataset.branch) fill(details);
  }, true);

  let lists = 0;
  for (const input of document.querySelectorAll("input[data-units]")) {
    const list = document.createElement("datalist");
    list.id = `units-${++lists}`;
    input.after(list);
    input.setAttribute("list", list.id);
    let timer, last = "";
    input.addEventListener("input", () => {
      clearTimeout(timer);
      const typed = input.value.trim();
      if (typed.length < 2 || typed === last) return;
      timer = setTimeout(async () => {
        last = typed;
        const answer = await fetch(`${input.dataset.units}?q=${encodeURIComponent(typed)}`, { credentials: "same-origin" }).catch(() => null);
        if (!answer || !answer.ok) return;
        const { units } = await answer.json();
        list.replaceChildren(...units.map((unit) => {
          const option = document.createElement("option");
          option.value = unit.label;
          if (unit.met) option.label = `${unit.label} – ${unit.met}`;
          return option;
        }));
      }, 150);
    });
  }

  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.querySelector(button.dataset.copy).textContent.trim());
      button.textContent = button.dataset.done;
    });
  }
})();
