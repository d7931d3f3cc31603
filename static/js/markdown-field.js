/* A text field with a live preview beside it, pictures by button, paste or drop.
   Works on markdownx's own template and addresses; plans/widgets.py says why not with its script.
   Without this script the field is a plain text field. */
"use strict";
{
  const DELAY = 400; // ms without a keystroke before the preview follows

  const post = (field, address, name, value, signal) => {
    const body = new FormData();
    body.append(name, value);
    const token = field.form.elements.csrfmiddlewaretoken.value;
    return fetch(address, { method: "POST", body, signal, headers: { "X-CSRFToken": token } });
  };

  const setUpPreview = (field, preview) => {
    let timer = null;
    let running = null;
    const show = async () => {
      running?.abort();
      running = new AbortController();
      try {
        const answer = await post(field, field.dataset.markdownxUrlsPath, "content", field.value, running.signal);
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
    };
    preview.setAttribute("role", "region");
    const row = field.closest(".inline-related")?.querySelector(".inline_label")?.firstChild.textContent ?? "";
    preview.setAttribute("aria-label", `${field.dataset.preview}: ${row} ${field.labels[0].textContent}`);
    preview.tabIndex = 0; // so that a long preview can be scrolled by keyboard
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(show, DELAY);
    });
    // A page may hold dozens of fields: each fetches its preview when it comes into sight.
    new IntersectionObserver((entries, observer) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      show();
    }).observe(field);
  };

  const insert = (field, code) => {
    const at = field.selectionStart;
    field.setRangeText(code, at, field.selectionEnd, "end");
    field.focus();
    field.setSelectionRange(at + 2, at + 2); // between the brackets, where the alternative text goes
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const setUpPictures = (box, field) => {
    const bar = document.createElement("div");
    const button = document.createElement("button");
    const chooser = document.createElement("input");
    const status = document.createElement("span");
    bar.className = "markdown-bar";
    button.type = "button";
    button.textContent = field.dataset.insert;
    chooser.type = "file";
    chooser.accept = "image/jpeg,image/png";
    chooser.hidden = true;
    status.setAttribute("role", "status");
    bar.append(button, chooser, status);
    box.append(bar);

    const upload = async (file) => {
      status.textContent = field.dataset.working;
      try {
        const answer = await post(field, field.dataset.markdownxUploadUrlsPath, "image", file);
        const { image_code: code, error } = await answer.json();
        if (code) insert(field, code);
        status.textContent = code ? field.dataset.inserted : error;
      } catch {
        status.textContent = field.dataset.failed;
      }
    };
    const take = (event, files) => {
      if (!files?.length) return;
      event.preventDefault();
      upload(files[0]);
    };
    button.addEventListener("click", () => chooser.click());
    chooser.addEventListener("change", (event) => {
      take(event, chooser.files);
      chooser.value = "";
    });
    field.addEventListener("paste", (event) => take(event, event.clipboardData?.files));
    field.addEventListener("drop", (event) => take(event, event.dataTransfer?.files));
  };

  const setUp = (root) => {
    for (const box of root.querySelectorAll(".markdownx")) {
      const field = box.querySelector("textarea");
      if (field.name.includes("__prefix__")) continue; // the pattern that new rows are copied from
      setUpPreview(field, box.querySelector(".markdownx-preview"));
      setUpPictures(box, field);
    }
  };

  document.addEventListener("DOMContentLoaded", () => setUp(document));
  document.addEventListener("formset:added", (event) => setUp(event.target));
}
