/* Offers names after an @ in a textarea with data-people="address"; without this script a name is simply typed. */
(() => {
  "use strict";
  for (const area of document.querySelectorAll("textarea[data-people]")) {
    const list = Object.assign(document.createElement("ul"), { className: "offer-names", id: `${area.id}-names`, hidden: true });
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", document.documentElement.lang === "en" ? "People" : "Người có thể nhắc tên");
    area.after(list);
    area.setAttribute("aria-controls", list.id);
    let timer, start = -1, at = 0;
    const close = () => { list.hidden = true; list.replaceChildren(); area.removeAttribute("aria-activedescendant"); };
    const mark = () => {
      [...list.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === at)));
      if (list.children[at]) area.setAttribute("aria-activedescendant", list.children[at].id);
    };
    const take = (name) => {
      const end = area.selectionStart;
      area.setRangeText(`${name} `, start + 1, end, "end");
      close();
      area.focus();
    };
    const show = (people) => {
      list.replaceChildren(...people.map((person, number) => {
        const item = Object.assign(document.createElement("li"), { textContent: person.name, id: `${list.id}-${number}` });
        item.setAttribute("role", "option");
        item.addEventListener("mousedown", (event) => { event.preventDefault(); take(person.name); });
        return item;
      }));
      list.hidden = !people.length;
      at = 0;
      mark();
    };
    area.addEventListener("input", () => {
      clearTimeout(timer);
      const before = area.value.slice(0, area.selectionStart);
      const found = /(?:^|\s)@([^@\n]{0,40})$/.exec(before);
      if (!found) return close();
      start = before.lastIndexOf("@");
      timer = setTimeout(async () => {
        const answer = await fetch(`${area.dataset.people}?q=${encodeURIComponent(found[1])}`, { credentials: "same-origin" }).catch(() => null);
        if (answer && answer.ok) show((await answer.json()).people);
      }, 200);
    });
    area.addEventListener("keydown", (event) => {
      if (list.hidden) return;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) { event.preventDefault(); at = (at + step + list.children.length) % list.children.length; mark(); }
      else if (event.key === "Enter" || event.key === "Tab") { event.preventDefault(); take(list.children[at].textContent); }
      else if (event.key === "Escape") { event.stopPropagation(); close(); }
    });
    area.addEventListener("blur", close);
  }
})();
