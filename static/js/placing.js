/* The placing page by keyboard: with the focus on a line, a letter says what the line is, with Shift of all like it;
   arrows go from line to line and change levels, and Home goes to what makes it a draft. The focus is on the same line again when the page is back.
   Everything can be done with the page's own buttons too. */
"use strict";

(() => {
  const form = document.getElementById("placing");
  const rows = [...form.querySelectorAll(".placing-row")];
  const keys = JSON.parse(document.getElementById("placing-keys").textContent);
  const way = (row) => row?.querySelector(".placing-choose");
  const next = document.querySelector(".placing-rows + .placing-parts li:has([aria-current]) + li a");

  const send = (value) => {
    const button = document.createElement("button");
    button.name = "do";
    button.value = value;
    button.hidden = true;
    form.append(button);
    form.requestSubmit(button);
  };

  const number = location.hash.match(/^#p(\d+)$/)?.[1];
  const at = number && document.getElementById(`p${number}`);
  // Later than the browser's own going to the line, which takes the focus away.
  if (at) addEventListener("pageshow", () => setTimeout(() => way(at)?.focus({ preventScroll: true })));

  form.addEventListener("keydown", (event) => {
    const row = event.target.closest(".placing-row");
    if (!row || !event.target.matches(".placing-choose")) return;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const id = row.id.slice(1);
    const role = keys[event.key.toLowerCase()];
    const does = {
      ArrowDown: () => (way(rows[rows.indexOf(row) + 1]) ?? next)?.focus(),
      ArrowUp: () => way(rows[rows.indexOf(row) - 1])?.focus(),
      ArrowLeft: () => send(`out:${id}`),
      ArrowRight: () => send(`in:${id}`),
      f: () => send(`merge:${id}`),
      Home: () => document.getElementById("placing-make")?.focus(),
      z: () => document.getElementById("placing-undo")?.click(),
    }[event.key] ?? (role && (() => send(`${event.shiftKey ? "alike" : "role"}:${id}:${role}`)));
    if (!does) return;
    event.preventDefault();
    does();
  });
})();
