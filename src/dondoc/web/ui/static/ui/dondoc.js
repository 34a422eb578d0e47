/* What the script adds to pages that work without it. One file, no build step, no library; Chrome 109 is the baseline.

   data-confirm="Câu hỏi"           on a form or its button: asks in a dialog before it is sent (data-confirm-yes="Bỏ" names the button)
   data-autosubmit                  on a filter form: sent when a choice changes; its button may have the class no-js
   data-poll="address"              replaced by what the address answers, every data-every seconds (2), until the answer holds data-done;
                                    data-done="address" goes on to that page
   data-list                        a list whose rows (data-row, else tbody tr) are walked with j k, opened with Enter, ticked with x
   data-select-all="name"           a tick box that ticks all boxes of that name in its table
   data-drop                        a zone round a file input that takes dropped files and names them in [data-files]
   data-upload                      on a form with files: sent with progress in its <progress>
   data-focus                       what takes the focus when the page opens (the summary of errors)
   data-toast                       a message that floats and goes by itself
   data-close                       closes the dialog it stands in
   data-go="t"                      a link that `g t` follows
   <template id="page-keys">        the page's own keys, added to the dialog of keys

   window.dondoc: toast(words, undo), confirm(question, yes) -> Promise, typing(event), keys (whether single letters act). */
(() => {
  "use strict";
  const root = document.documentElement;
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const english = root.lang === "en";
  const words = english
    ? { yes: "Yes, go on", no: "Cancel", close: "Close", keys: "Keys", undo: "Undo", lost: "The connection was lost. Check the network, then try again." }
    : { yes: "Đồng ý", no: "Thôi", close: "Đóng", keys: "Phím tắt", undo: "Hoàn tác", lost: "Mất kết nối. Kiểm tra mạng rồi thử lại." };
  const keys = root.dataset.keys !== "off";

  const make = (tag, properties = {}, ...children) => {
    const node = Object.assign(document.createElement(tag), properties);
    node.append(...children);
    return node;
  };

  /* 1. Dialogs and toasts */
  const show = (title, body, buttons, wide) => {
    const heading = make("h2", { textContent: title, id: "dialog-title" });
    const dialog = make("dialog", { className: wide ? "dialog wide" : "dialog" }, make("header", {}, heading), make("div", { className: "body" }, body));
    dialog.setAttribute("aria-labelledby", "dialog-title");
    dialog.append(make("footer", {}, ...buttons));
    dialog.addEventListener("close", () => dialog.remove());
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest("[data-close]")) dialog.close();
    });
    document.body.append(dialog);
    dialog.showModal();
    return dialog;
  };

  const confirm = (question, yes) =>
    new Promise((resolve) => {
      const no = make("button", { type: "button", className: "btn", textContent: words.no });
      const go = make("button", { type: "button", className: "btn main", textContent: yes || words.yes });
      const dialog = show(question, "", [no, go], false);
      one(".body", dialog).remove();
      let answer = false;
      no.addEventListener("click", () => dialog.close());
      go.addEventListener("click", () => { answer = true; dialog.close(); });
      dialog.addEventListener("close", () => resolve(answer));
      no.focus();
    });

  const toast = (content, undo) => {
    let shelf = one(".toasts");
    if (!shelf) document.body.append((shelf = make("div", { className: "toasts" })));
    shelf.setAttribute("role", "status");
    const box = make("div", { className: "toast" }, make("span", {}, content));
    let timer;
    const leave = () => box.remove();
    const wait = () => { timer = setTimeout(leave, 8000); };
    const stay = () => clearTimeout(timer);
    if (undo) {
      const button = make("button", { type: "button", className: "btn sm", textContent: words.undo });
      button.addEventListener("click", () => { leave(); undo(); });
      box.append(button);
    }
    const close = make("button", { type: "button", className: "btn sm", textContent: words.close });
    close.addEventListener("click", leave);
    box.append(close);
    for (const [name, act] of [["mouseenter", stay], ["focusin", stay], ["mouseleave", wait], ["focusout", wait]]) box.addEventListener(name, act);
    shelf.append(box);
    wait();
    return box;
  };

  for (const message of all("[data-toast]")) {
    toast(one("span", message).cloneNode(true));
    message.remove();
  }

  /* 2. Menus: closed by Esc and by a press elsewhere */
  const closeMenus = (but) => {
    for (const menu of all("details.menu[open]")) if (menu !== but) menu.open = false;
  };
  document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
  document.addEventListener("focusin", (event) => closeMenus(event.target.closest("details.menu")));

  /* 3. The look: shown at once, kept in the background */
  const sizes = [80, 90, 100, 110, 120, 130, 140];
  const drawLook = (form) => {
    const theme = root.dataset.theme || "";
    const size = Number(root.dataset.font || 100);
    for (const button of all("button[name=theme]", form)) button.setAttribute("aria-pressed", String(button.value === theme));
    for (const button of all("[data-size]", form)) {
      const step = Number(button.dataset.size);
      const next = step ? sizes[sizes.indexOf(size) + step] : 100;
      button.disabled = next === undefined;
      if (next !== undefined) button.value = String(next);
    }
    one("output", form).textContent = `${size} %`;
  };
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const pressed = event.submitter;
    if (!form.matches("[data-look]") || !pressed || pressed.name === "language") return;
    event.preventDefault();
    if (pressed.name === "theme") {
      if (pressed.value) root.dataset.theme = pressed.value;
      else delete root.dataset.theme;
    } else if (pressed.value === "100") delete root.dataset.font;
    else root.dataset.font = pressed.value;
    const data = new FormData(form);
    data.append(pressed.name, pressed.value);
    drawLook(form);
    try {
      const answer = await fetch(form.action, { method: "POST", body: data, redirect: "manual", credentials: "same-origin" });
      if (answer.type !== "opaqueredirect" && !answer.ok) throw new Error(String(answer.status));
    } catch {
      toast(words.lost);
    }
  });

  /* 4. Forms */
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const button = event.submitter;
    const question = (button && button.dataset.confirm) || form.dataset.confirm;
    if (!question || form.dataset.confirmed) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const yes = (button && button.dataset.confirmYes) || form.dataset.confirmYes;
    if (!(await confirm(question, yes))) return;
    form.dataset.confirmed = "yes";
    form.requestSubmit(button || undefined);
    delete form.dataset.confirmed;
  }, true);

  document.addEventListener("change", (event) => {
    const box = event.target;
    const filter = box.closest("form[data-autosubmit]");
    if (filter) filter.requestSubmit();
    if (!(box instanceof HTMLInputElement) || !box.dataset.selectAll) return;
    const within = box.closest("table, form") || document;
    for (const each of all(`input[type=checkbox][name="${box.dataset.selectAll}"]`, within)) each.checked = box.checked;
  });

  for (const zone of all("[data-drop]")) {
    const input = one("input[type=file]", zone);
    const names = one("[data-files]", zone);
    // The input itself names a single file; of several it tells but the number.
    const name = () => { if (names) names.textContent = input.files.length > 1 ? [...input.files].map((file) => file.name).join(", ") : ""; };
    for (const type of ["dragenter", "dragover"]) zone.addEventListener(type, (event) => { event.preventDefault(); zone.classList.add("over"); });
    for (const type of ["dragleave", "drop"]) zone.addEventListener(type, () => zone.classList.remove("over"));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      if (!event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
    input.addEventListener("change", name);
  }

  for (const form of all("form[data-upload]")) {
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented || form.dataset.sending) return;
      const bar = one("progress", form);
      if (!bar) return;
      event.preventDefault();
      const request = new XMLHttpRequest();
      request.open("POST", form.action);
      request.upload.addEventListener("progress", (step) => { if (step.lengthComputable) bar.value = step.loaded / step.total; });
      request.addEventListener("load", () => {
        /* The answer to a form with errors is the page itself; every other answer leads on. */
        if (request.responseURL !== form.action && request.status < 400) return location.assign(request.responseURL);
        document.open();
        document.write(request.responseText);
        document.close();
      });
      request.addEventListener("error", () => {
        delete form.dataset.sending;
        bar.hidden = true;
        toast(words.lost);
      });
      form.dataset.sending = "yes";
      bar.hidden = false;
      bar.max = 1;
      const data = new FormData(form);
      if (event.submitter && event.submitter.name) data.append(event.submitter.name, event.submitter.value);
      request.send(data);
    });
  }

  /* 5. Polling: long work tells how far it is */
  const poll = (place) => {
    const every = Math.max(1, Number(place.dataset.every || 2)) * 1000;
    let misses = 0;
    const ask = async () => {
      if (!place.isConnected) return;
      if (document.hidden) return void setTimeout(ask, every);
      try {
        const answer = await fetch(place.dataset.poll, { credentials: "same-origin", headers: { "X-Fragment": "1" } });
        if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
        place.innerHTML = await answer.text();
        misses = 0;
        const done = one("[data-done]", place);
        if (done) return void (done.dataset.done && location.assign(done.dataset.done));
      } catch {
        misses += 1;
        if (misses === 5) return void toast(words.lost);
      }
      setTimeout(ask, every * (1 + misses));
    };
    setTimeout(ask, every);
  };
  all("[data-poll]").forEach(poll);

  /* 6. Lists walked by keys */
  const rows = (list) => all("[data-row]", list).length ? all("[data-row]", list) : all("tbody tr", list);
  const walk = (list, step) => {
    const places = rows(list).filter((row) => row.offsetParent);
    if (!places.length) return;
    const at = places.findIndex((row) => row.classList.contains("at"));
    const next = places[Math.min(places.length - 1, Math.max(0, at + step))];
    if (at >= 0) places[at].classList.remove("at");
    next.classList.add("at");
    const link = one("a[href]", next) || one("button, input", next) || next;
    link.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  };
  const onList = (key) => {
    const list = one("[data-list]");
    const row = list && one(".at", list);
    if (!list) return false;
    if (key === "j") walk(list, 1);
    else if (key === "k") walk(list, -1);
    else if (key === "x" && row && one("input[type=checkbox]", row)) one("input[type=checkbox]", row).click();
    else return false;
    return true;
  };

  /* 7. Keys */
  const typing = (event) =>
    event.target instanceof Element && (event.target.closest("select, textarea, [contenteditable]") ||
      (event.target.matches("input") && !["checkbox", "radio", "button", "submit"].includes(event.target.type)));

  const help = async (address) => {
    if (one("dialog[open]")) return;
    try {
      const page = new DOMParser().parseFromString(await (await fetch(address, { credentials: "same-origin" })).text(), "text/html");
      const list = one("#keys", page);
      if (!list) return void location.assign(address);
      list.removeAttribute("id");
      const own = one("#page-keys");
      if (own) list.prepend(own.content.cloneNode(true));
      const close = make("button", { type: "button", className: "btn", textContent: words.close });
      close.dataset.close = "";
      show(words.keys, list, [close], true);
      close.focus();
    } catch {
      location.assign(address);
    }
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-help]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    closeMenus();
    help(link.href);
  });

  let going = 0;
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const menu = event.target.closest ? event.target.closest("details.menu[open]") : null;
      closeMenus();
      if (menu) one("summary", menu).focus();
      return;
    }
    if (!keys || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (typing(event) || one("dialog[open]")) return;
    const went = event.timeStamp - going < 1500;
    going = 0;
    const target = went && /^[a-z]$/.test(event.key) ? one(`[data-go="${event.key}"]`) : null;
    const search = one("[data-search]");
    if (target) location.assign(target.href);
    else if (event.key === "g") going = event.timeStamp;
    else if (event.key === "/" && search) { search.focus(); search.select(); }
    else if (event.key === "?" && one("a[data-help]")) help(one("a[data-help]").href);
    else if (!onList(event.key)) return;
    event.preventDefault();
  });

  const first = one("[data-focus]");
  if (first) first.focus();
  for (const form of all("[data-look]")) drawLook(form);
  root.classList.add("js");
  window.dondoc = { toast, confirm, typing, keys, poll };
})();
