/* From cell to cell in the table of figures: arrows up and down, and Enter for the cell below. Without the
   script, Tab goes from cell to cell. */
"use strict";
{
  const grid = document.querySelector(".figure-grid table");
  const step = (field, down) => {
    const cell = field.closest("td, th");
    const row = down ? cell.parentElement.nextElementSibling : cell.parentElement.previousElementSibling;
    return row?.cells[cell.cellIndex].querySelector("input");
  };
  grid?.addEventListener("keydown", (event) => {
    if (!event.target.matches("input") || !["ArrowUp", "ArrowDown", "Enter"].includes(event.key)) return;
    event.preventDefault(); // Enter would send the form from the middle of the table
    const next = step(event.target, event.key !== "ArrowUp");
    next?.focus();
    next?.select();
  });
}
