"use strict";
// Shows of a duty's form only what its way of counting uses; without the script all of it stands there, each with its hint.
document.querySelectorAll("[data-duty]").forEach((box) => {
  const kind = box.querySelector("select[name$=due_kind]");
  const parts = box.querySelectorAll("[data-due]");
  if (!kind) return;
  const show = () => parts.forEach((part) => { part.hidden = !part.dataset.due.split(" ").includes(kind.value); });
  kind.addEventListener("change", show);
  show();
});
document.querySelectorAll("select.pick").forEach((pick) => {
  pick.addEventListener("change", () => pick.form.submit());
});
