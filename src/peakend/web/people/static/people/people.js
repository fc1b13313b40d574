"use strict";
// Copy what is shown once; where the browser keeps the clipboard closed, the text is marked for copying by hand.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    document.getElementById("tell").textContent = button.dataset.done;
    setTimeout(() => { document.getElementById("tell").textContent = ""; }, 2500);
  } catch { /* it stays marked */ }
});

document.addEventListener("focusin", (event) => {
  if (event.target.matches("[data-select]")) event.target.select();
});
