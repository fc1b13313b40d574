// The link that was made is copied with one click; without script it is there to be marked and copied.
"use strict";

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
    document.getElementById("tell").textContent = document.documentElement.lang === "en" ? "Copied." : "已复制。";
  });
}
