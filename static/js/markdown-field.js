/* A text field with a live preview beside it.
   Works on markdownx's own template and addresses; plans/widgets.py says why not with its script.
   Without this script the field is a plain text field. */
"use strict";
{
  const DELAY = 400; // ms without a keystroke before the preview follows
  const AHEAD = "1200px 0px"; // so far below what is seen a preview is fetched, so that it stands there in time

  const post = (field, signal) => {
    const headers = { "X-CSRFToken": field.form.elements.csrfmiddlewaretoken.value };
    const body = new URLSearchParams({ content: field.value });
    return fetch(field.dataset.markdownxUrlsPath, { method: "POST", body, signal, headers });
  };

  const setUpPreview = (field, preview) => {
    let timer = null;
    let running = null;
    const show = async () => {
      running?.abort();
      if (!field.value.trim()) return showNothing();
      running = new AbortController();
      preview.setAttribute("aria-busy", "true");
      try {
        const answer = await post(field, running.signal);
        const text = await answer.text();
        const reading = decodeURIComponent(answer.headers.get("X-Reading") ?? "");
        field.dispatchEvent(new CustomEvent("previewed", { detail: reading }));
        preview.classList.toggle("is-error", !answer.ok);
        if (answer.ok && text.trim()) preview.innerHTML = text; // sanitised on the server
        else preview.textContent = answer.ok ? field.dataset.empty : text;
      } catch (error) {
        if (error.name === "AbortError") return;
        preview.classList.add("is-error");
        preview.textContent = field.dataset.failed;
      }
      preview.removeAttribute("aria-busy");
    };
    const showNothing = () => {
      preview.classList.remove("is-error");
      preview.removeAttribute("aria-busy");
      preview.textContent = field.dataset.empty;
      field.dispatchEvent(new CustomEvent("previewed", { detail: "" }));
    };
    preview.setAttribute("role", "region");
    const row = field.closest(".inline-related")?.querySelector(".inline_label")?.firstChild.textContent ?? "";
    preview.setAttribute("aria-label", `${field.dataset.preview}: ${row} ${field.labels[0].textContent}`);
    preview.tabIndex = 0; // so that a long preview can be scrolled by keyboard
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(show, DELAY);
    });
    // A page may hold dozens of fields: each fetches its preview shortly before it comes into sight.
    const near = (entries, observer) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      show();
    };
    new IntersectionObserver(near, { rootMargin: AHEAD }).observe(field);
  };

  const setUp = (root) => {
    for (const box of root.querySelectorAll(".markdownx")) {
      const field = box.querySelector("textarea");
      if (field.name.includes("__prefix__")) continue; // the pattern that new rows are copied from
      setUpPreview(field, box.querySelector(".markdownx-preview"));
    }
  };

  document.addEventListener("DOMContentLoaded", () => setUp(document));
  document.addEventListener("formset:added", (event) => setUp(event.target));
}
