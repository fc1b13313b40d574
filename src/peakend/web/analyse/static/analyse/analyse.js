// Pages of results: selects that were emptied do not clutter addresses, lists of pages show the one that is open.
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

function showPlace() {
  for (const list of document.querySelectorAll(".results-sides>nav ul, nav.places")) {
    const here = list.querySelector("[aria-current]");
    if (!here) continue;
    const [inner, outer] = [here.getBoundingClientRect(), list.getBoundingClientRect()];
    list.scrollTop += inner.top - outer.top - (outer.height - inner.height) / 2;
    list.scrollLeft += inner.left - outer.left - (outer.width - inner.width) / 2;
  }
}
document.addEventListener("htmx:afterSettle", showPlace);
showPlace();
