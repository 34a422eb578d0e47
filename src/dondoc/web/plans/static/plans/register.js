/* What the script adds to the register's pages, all of which work without it.

   data-suggest="address"   an input whose datalist is filled with the units or plans that the address gives for what was typed
   data-copy="words"        a button that copies words
   form[data-ticked]        a list whose bar of acts shows itself with the first ticked row, and how many are ticked
   details.pick             a menu that closes when another opens, on Escape, and when one presses elsewhere */
(() => {
  "use strict";
  const all = (selector) => [...document.querySelectorAll(selector)];

  for (const input of all("[data-suggest]")) {
    const list = document.getElementById(input.getAttribute("list"));
    let timer;
    let asked = "";
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(async () => {
        const words = input.value.trim();
        if (words.length < 2 || words === asked) return;
        asked = words;
        const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(words)}`, { headers: { Accept: "application/json" } });
        if (!answer.ok || asked !== words) return;
        const { units, plans } = await answer.json();
        const offers = units ? units.map((unit) => [unit.name, unit.above]) : plans.map((plan) => [plan.number, plan.title]);
        list.replaceChildren(...offers.map(([value, label]) => Object.assign(document.createElement("option"), { value, label })));
      }, 150);
    });
  }

  for (const form of all("form[data-ticked]")) {
    const bar = form.querySelector(".sel-bar");
    const count = bar.querySelector("[data-ticked-count]");
    const clear = bar.querySelector("[data-ticked-clear]");
    const boxes = () => [...form.querySelectorAll("tbody input[type=checkbox]")];
    const draw = () => {
      const ticked = boxes().filter((box) => box.checked);
      bar.hidden = !ticked.length;
      count.textContent = count.dataset.tickedCount.replace("{n}", `${ticked.length}/${boxes().length}`);
      for (const box of boxes()) box.closest("tr").setAttribute("aria-selected", String(box.checked));
    };
    bar.querySelector("[data-ticked-none]").hidden = true;
    count.hidden = clear.hidden = false;
    form.addEventListener("change", () => setTimeout(draw));
    clear.addEventListener("click", () => {
      for (const box of form.querySelectorAll("input[type=checkbox]")) box.checked = false;
      draw();
    });
    draw();
  }

  const menus = all("details.pick");
  document.addEventListener("click", (event) => {
    for (const menu of menus) if (menu.open && !menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && menus.find((menu) => menu.open);
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });

  for (const button of all("[data-copy]")) {
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      const english = document.documentElement.lang === "en";
      if (window.dondoc) window.dondoc.toast(english ? "Copied" : "Đã chép");
    });
  }
})();
