// Optional enhancements: every page works without this file. No framework, nothing inline.
"use strict";

const all = (selector, root = document) => [...root.querySelectorAll(selector)];

// After a refused form the reader (and a screen reader) starts at the list of what to mend.
function focusErrors(root) {
  const summary = root.querySelector("[data-error-summary]");
  if (summary) summary.focus();
}

// A second press of the same form does nothing; a button with data-wait says that work is under way.
function sendOnce(event) {
  const form = event.target;
  if (event.defaultPrevented || form.method === "get") return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  delete form.dataset.changed;
  const pressed = event.submitter;
  if (!pressed) return;
  pressed.setAttribute("aria-disabled", "true");
  if (pressed.dataset.wait) {
    pressed.dataset.label = pressed.textContent;
    pressed.textContent = pressed.dataset.wait;
  }
}

// Coming back with the browser's arrow (or after an answer that stays on the page) opens the forms again.
function openAgain(root) {
  all("form[data-sent]", root).forEach((form) => delete form.dataset.sent);
  all("button[aria-disabled]", root).forEach((button) => {
    button.removeAttribute("aria-disabled");
    if (button.dataset.label) button.textContent = button.dataset.label;
  });
}

// Unsent text: the browser asks before it is thrown away.
function noteChange(event) {
  const form = event.target.closest("form[data-unsaved]");
  if (form) form.dataset.changed = "yes";
}
function warnUnsaved(event) {
  if (document.querySelector("form[data-unsaved][data-changed]")) event.preventDefault();
}

// Votes: the total as one types, and a warning when there are more votes than members.
function countVotes(box) {
  const numbers = all("input", box).map((input) => parseInt(input.value, 10)).filter((n) => n >= 0);
  const total = box.querySelector("output");
  const sum = numbers.reduce((a, b) => a + b, 0);
  const members = parseInt(box.dataset.members, 10);
  const over = sum > members;
  const text = over ? box.dataset.textOver : members ? box.dataset.textOf : box.dataset.textTotal;
  total.toggleAttribute("data-over", over);
  total.textContent = numbers.length ? text.replace("{sum}", sum).replace("{members}", members) : "";
}

// Search without regard to case and accents in a table that asks for it.
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function addQuickSearch(table) {
  const box = document.createElement("div");
  box.className = "field quick-search";
  const label = Object.assign(document.createElement("label"), { className: "label", textContent: table.dataset.filterLabel });
  const input = Object.assign(document.createElement("input"), { className: "control", type: "search", id: table.id + "-search" });
  const none = Object.assign(document.createElement("p"), { className: "empty", textContent: table.dataset.filterNone, hidden: true });
  const said = Object.assign(document.createElement("div"), { role: "status" });
  label.htmlFor = input.id;
  said.append(none);
  box.append(label, input);
  const frame = table.closest(".table-frame");
  frame.before(box);
  frame.after(said);
  input.addEventListener("input", () => {
    const wanted = plain(input.value.trim());
    const rows = all("tbody tr", table);
    rows.forEach((row) => { row.hidden = !plain(row.textContent).includes(wanted); });
    none.hidden = rows.some((row) => !row.hidden);
  });
}

function prepare(root) {
  all("[data-votes]", root).forEach(countVotes);
  all("table[data-filterable]:not([data-ready])", root).forEach((table) => {
    table.dataset.ready = "yes";
    addQuickSearch(table);
  });
  focusErrors(root);
}

// A piece of the page asked for by htmx did not come: say it in the words that base.html carries.
function sayNoAnswer() {
  const words = document.getElementById("no-answer");
  if (words) document.getElementById("messages").replaceChildren(words.content.cloneNode(true));
  openAgain(document);
}

document.addEventListener("submit", sendOnce);
document.addEventListener("input", (event) => {
  noteChange(event);
  const box = event.target.closest("[data-votes]");
  if (box) countVotes(box);
});
document.addEventListener("change", noteChange);
document.addEventListener("htmx:afterSettle", (event) => prepare(event.target));
document.addEventListener("htmx:afterRequest", () => openAgain(document));
document.addEventListener("htmx:sendError", sayNoAnswer);
document.addEventListener("htmx:responseError", sayNoAnswer);
window.addEventListener("beforeunload", warnUnsaved);
window.addEventListener("pageshow", () => openAgain(document));
document.addEventListener("DOMContentLoaded", () => prepare(document));
