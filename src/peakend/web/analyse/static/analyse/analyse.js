// Pages of results: the table behind a map follows the keyboard, selects that were emptied do not clutter addresses.
"use strict";

document.addEventListener("htmx:configRequest", (event) => {
  const form = event.target.closest?.("form.filters");
  if (!form) return;
  for (const [name, value] of [...event.detail.formData.entries()]) {
    if (value === "") event.detail.formData.delete(name);
  }
});
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form.filters")) return;
  for (const field of event.target.elements) if (field.name && field.value === "") field.disabled = true;
});
