/* The fields that one searches in are made by select2, which gives them no name but what is chosen in
   them. Here each is called what its field is called. */
"use strict";
{
  const name = (root) => {
    for (const field of root.querySelectorAll("select.select2-hidden-accessible")) {
      const box = field.nextElementSibling?.querySelector(".select2-selection");
      if (!box || box.dataset.named) continue;
      const label = field.labels[0] ?? field;
      const chosen = box.querySelector(".select2-selection__rendered");
      label.id ||= `${field.id}-label`;
      box.dataset.named = "yes";
      box.setAttribute("aria-labelledby", `${label.id} ${chosen.id}`.trim());
      box.querySelector("input.select2-search__field")?.setAttribute("aria-labelledby", label.id); // several
      for (const claim of ["role", "aria-readonly"]) chosen.removeAttribute(claim); // it is no text field
    }
  };
  addEventListener("load", () => setTimeout(() => name(document))); // after jQuery
  document.addEventListener("formset:added", (event) => setTimeout(() => name(event.target)));
}
