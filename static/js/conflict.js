/* Whoever puts a text together in the third field has chosen it. */
"use strict";
document.getElementById("conflict-form")?.addEventListener("input", ({ target }) => {
  const choice = target.closest(".is-edited")?.querySelector("input[type=radio]");
  if (choice) choice.checked = true;
});
