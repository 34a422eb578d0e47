/* What the script adds to the register's pages, all of which work without it.

   data-suggest="address"   an input whose datalist is filled with the units or plans that the address gives for what was typed
   data-copy="words"        a button that copies words
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
