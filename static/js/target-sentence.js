/* The sentence of a target, as citizens will read it, while one fills the target in. Without the script it is
   there once the page is saved. */
"use strict";
{
  const WAIT = 400; // milliseconds after the last key
  const NAMES = ["indicator", "operator", "value", "unit", "comparator", "baseline", "due", "each_year"];
  const waiting = new WeakMap();

  const prefixOf = (field) => field.name.replace(/operator$/, "");

  /* Names without the prefix of the row, and only what has been filled in. */
  function typed(operator) {
    const prefix = prefixOf(operator);
    const found = new URLSearchParams();
    for (const field of operator.form.elements) {
      const name = field.name.startsWith(prefix) ? field.name.slice(prefix.length) : "";
      const known = NAMES.includes(name) || /^value_\d{4}$/.test(name);
      if (known && field.value && (field.type !== "checkbox" || field.checked)) found.set(name, field.value);
    }
    return found;
  }

  async function tell(operator, place) {
    waiting.get(place)?.abort();
    const newest = new AbortController();
    waiting.set(place, newest);
    try {
      const answer = await fetch(`${operator.dataset.sentence}?${typed(operator)}`, { signal: newest.signal });
      if (!answer.ok || answer.redirected) return;
      const { sentence, refused } = await answer.json();
      place.textContent = sentence || refused || place.dataset.before;
      place.classList.toggle("is-refused", Boolean(refused));
    } catch { /* a newer one is asked for, or the sentence comes with the saved page */ }
  }

  function prepare(operator) {
    const place = (operator.closest(".nested-row, .inline-related") ?? operator.form).querySelector(".field-sentence .readonly");
    if (!place || place.dataset.before !== undefined) return;
    place.dataset.before = place.textContent;
    place.setAttribute("role", "status");
    place.setAttribute("aria-live", "polite");
    place.setAttribute("aria-atomic", "true");
    let timer = 0;
    const later = (event) => {
      const name = event.target.name ?? "";
      if (!name.startsWith(prefixOf(operator))) return;
      clearTimeout(timer);
      timer = setTimeout(() => tell(operator, place), WAIT);
    };
    operator.form.addEventListener("input", later);
    window.django?.jQuery(operator.form).on("change", later); // select2 tells only jQuery
  }

  const prepareAll = (root) => {
    for (const operator of root.querySelectorAll("select[data-sentence]")) {
      if (!operator.name.includes("__prefix__")) prepare(operator);
    }
  };
  addEventListener("load", () => prepareAll(document));
  document.addEventListener("formset:added", (event) => prepareAll(event.target));
}
