"use strict";
/* Shows a password while it is typed, and prints the recovery codes; every page works without. */
(() => {
  const english = document.documentElement.lang === "en";
  const words = english ? { show: "Show", hide: "Hide" } : { show: "Hiện", hide: "Ẩn" };
  for (const field of document.querySelectorAll('input[type="password"]')) {
    const frame = document.createElement("span");
    const button = document.createElement("button");
    frame.className = "peek";
    button.type = "button";
    button.className = "btn quiet sm";
    button.textContent = words.show;
    button.setAttribute("aria-pressed", "false");
    button.setAttribute("aria-controls", field.id);
    button.addEventListener("click", () => {
      const hidden = field.type === "password";
      field.type = hidden ? "text" : "password";
      button.textContent = hidden ? words.hide : words.show;
      button.setAttribute("aria-pressed", String(hidden));
      field.focus();
    });
    field.replaceWith(frame);
    frame.append(field, button);
    if (field.form) field.form.addEventListener("submit", () => { field.type = "password"; });
  }
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
})();
