// A file that was chosen or dropped is named at once; one too large is said before it is sent. Without script the form does the same later.
"use strict";

document.addEventListener("change", (event) => {
  const input = event.target.closest("form[data-file-form] input[type=file]:not([data-second])");
  if (!input || !input.files.length) return;
  const said = input.form.querySelector("[data-picked]");
  said.textContent = `${input.files[0].name} · ${(input.files[0].size / 1e6).toFixed(1)} MB`;
  said.hidden = false;
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-file-form]");
  if (!form) return;
  const button = form.querySelector("button.main");
  button.setAttribute("aria-busy", "true");
  button.disabled = true;
});

addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("form[data-file-form] button.main")) {
    button.disabled = false;
    button.removeAttribute("aria-busy");
  }
});
