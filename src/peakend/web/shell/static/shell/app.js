// Small things that a page does itself: light or dark, menus that close, files dropped on a form, leaving with something unsaved.
"use strict";

const root = document.documentElement;

document.addEventListener("click", (event) => {
  const tone = event.target.closest("[data-theme-switch]");
  if (tone) {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    document.cookie = `theme=${root.dataset.theme};path=/;max-age=31536000;samesite=lax`;
  }
  for (const menu of document.querySelectorAll("details.person[open], details.pick[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.person[open], details.pick[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// A form that is sent as soon as something is chosen; without script it has a button.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-send-on-change]");
  if (form) form.requestSubmit();
});

document.addEventListener("dragover", (event) => {
  const drop = event.target.closest("[data-drop]");
  if (drop) { event.preventDefault(); drop.classList.add("over"); }
});
document.addEventListener("dragleave", (event) => {
  const drop = event.target.closest("[data-drop]");
  if (drop) drop.classList.remove("over");
});
document.addEventListener("drop", (event) => {
  const drop = event.target.closest("[data-drop]");
  if (!drop) return;
  event.preventDefault();
  drop.classList.remove("over");
  const input = drop.querySelector("input[type=file]");
  input.files = event.dataTransfer.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
});

// Whoever leaves a form with something typed into it is asked first.
let touched = null;
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-keep]");
  if (form) touched = form;
});
document.addEventListener("submit", () => { touched = null; });
addEventListener("beforeunload", (event) => { if (touched) event.preventDefault(); });

document.addEventListener("htmx:responseError", () => {
  document.getElementById("tell").textContent = root.lang === "en" ? "That did not work; nothing was changed." : "操作没有成功，内容没有改变。";
});

// A filter or a tab changes the address without loading the page: the switch of languages comes back to where one is now.
document.addEventListener("htmx:pushedIntoHistory", (event) => {
  for (const next of document.querySelectorAll(".switch input[name=next]")) next.value = event.detail.path;
});

// What scrolls sideways can be reached by keyboard; what does not is no stop on the way.
function reachScrolled() {
  for (const box of document.querySelectorAll(".scroll:not([role]), .steps")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
}
document.addEventListener("DOMContentLoaded", reachScrolled);
document.addEventListener("htmx:afterSettle", reachScrolled);
addEventListener("resize", reachScrolled);
