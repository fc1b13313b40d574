// Editing in place: Escape leaves, Ctrl+Enter saves, focus stays where one works; cards are dragged; two or more are merged.
"use strict";

let lastCell = "";
let lastButton = "";

document.addEventListener("keydown", (event) => {
  const form = event.target.closest(".cell-form");
  if (!form) return;
  if (event.key === "Escape") form.querySelector("[data-cancel]").click();
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});

document.addEventListener("submit", (event) => {
  lastCell = event.target.dataset.cell || "";
  lastButton = (event.submitter && event.submitter.id) || "";
}, true);

// Dragging leaves empty style attributes behind; copied onto the new page they would go against its policy.
document.addEventListener("htmx:beforeSwap", () => {
  for (const one of document.querySelectorAll("[data-board] [style]")) one.removeAttribute("style");
});

document.addEventListener("htmx:afterSettle", (event) => {
  const open = event.target.closest ? event.target.closest(".cell.open") || event.target.querySelector(".cell.open") : null;
  if (open) {
    lastCell = open.id;
    const first = open.querySelector("input:not([type=hidden]), textarea, select");
    if (first) first.focus();
    return;
  }
  const cell = lastCell && document.getElementById(lastCell);
  const beside = { "undo-last": "redo-last", "redo-last": "undo-last" }[lastButton];
  const target = [lastButton, beside].map((id) => id && document.getElementById(id)).find(Boolean) || (cell && cell.querySelector(".edit"));
  if (target) target.focus({ preventScroll: true });
  lastButton = "";
  prepare();
});

function prepare() {
  for (const board of document.querySelectorAll("[data-board]:not([data-ready])")) {
    board.dataset.ready = "yes";
    for (const list of board.querySelectorAll("ol[data-stage]")) {
      if (!list.querySelector(".grip") && !board.querySelector(".grip")) continue;
      Sortable.create(list, { group: "moments", handle: ".grip", animation: 120, onEnd: (drop) => place(board, drop) });
    }
  }
  count();
}

function place(board, drop) {
  if (drop.from === drop.to && drop.oldIndex === drop.newIndex) return;
  const next = drop.item.nextElementSibling;
  htmx.ajax("POST", board.dataset.place.replace("KEY", drop.item.dataset.key), {
    source: drop.item,
    target: "#content",
    select: "#content",
    swap: "outerHTML",
    values: { seen: board.dataset.seen, stage: drop.to.dataset.stage, before: next ? next.dataset.key : "" },
  });
}

function count() {
  const bar = document.getElementById("merge");
  if (!bar) return;
  const chosen = document.querySelectorAll("input[form=merge]:checked").length;
  bar.hidden = chosen < 2;
  bar.querySelector("[data-chosen]").textContent = document.documentElement.lang === "en" ? `${chosen} chosen` : `已选 ${chosen} 个`;
}

document.addEventListener("change", (event) => { if (event.target.matches("input[form=merge]")) count(); });
document.addEventListener("DOMContentLoaded", prepare);
