/* Pictures in a text, by button, paste or drop: each goes through one dialog, which asks what the
   picture shows and inserts none without. */
"use strict";
{
  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  let dialog = null; // one for all the fields of the page
  let field = null; // the one that the picture goes into
  let place = null; // where in it: a field behind an open dialog forgets

  const build = (say) => {
    const file = make("input", { type: "file", id: "picture-file", accept: "image/jpeg,image/png" });
    const words = make("textarea", { id: "picture-words", rows: 3, maxLength: 300 });
    const help = make("p", { id: "picture-help", className: "help", textContent: say.help });
    const error = make("p", { id: "picture-error", className: "picture-error" });
    const working = make("p", {});
    const insert = make("button", { type: "submit", className: "is-main", textContent: say.insert });
    const cancel = make("button", { type: "button", textContent: say.cancel });
    const title = make("h2", { id: "picture-title", textContent: say.insert });
    const form = make("form", { noValidate: true }, title);
    form.append(make("label", { htmlFor: file.id, textContent: say.file }), file);
    form.append(make("label", { htmlFor: words.id, textContent: say.description }), words, help);
    form.append(error, working, make("div", { className: "picture-buttons" }, insert, cancel));
    error.setAttribute("role", "alert");
    working.setAttribute("role", "status");
    words.setAttribute("aria-describedby", help.id);
    const made = make("dialog", { className: "picture-dialog" }, form);
    made.setAttribute("aria-labelledby", title.id);
    cancel.addEventListener("click", () => made.close());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!insert.disabled) send(say);
    });
    document.body.append(made);
    return Object.assign(made, { file, words, error, working, insert });
  };

  const refuse = (text, place) => {
    dialog.error.textContent = text;
    for (const one of [dialog.file, dialog.words]) one.toggleAttribute("aria-invalid", one === place);
    place?.focus();
  };

  const send = async (say) => {
    const picture = dialog.file.files[0];
    refuse("");
    if (!picture) return refuse(say.no_file, dialog.file);
    if (picture.size > say.limit) return refuse(say.too_large, dialog.file);
    if (!dialog.words.value.trim()) return refuse(say.no_description, dialog.words);
    dialog.insert.disabled = true;
    dialog.working.textContent = say.working;
    try {
      const body = new FormData();
      body.append("image", picture);
      body.append("description", dialog.words.value);
      const headers = { "X-CSRFToken": field.form.elements.csrfmiddlewaretoken.value };
      const answer = await fetch(field.dataset.markdownxUploadUrlsPath, { method: "POST", body, headers });
      const { image_code: code, error } = await answer.json();
      if (code && dialog.open) {
        dialog.close();
        field.setSelectionRange(...place);
        field.dispatchEvent(new CustomEvent("put-behind", { detail: code }));
      } else refuse(error ?? "", dialog.file);
    } catch {
      refuse(say.failed);
    }
    dialog.working.textContent = "";
    dialog.insert.disabled = false;
  };

  const open = (into, files) => {
    dialog ??= build(JSON.parse(into.dataset.picture));
    field = into;
    place = [field.selectionStart, field.selectionEnd];
    dialog.querySelector("form").reset();
    refuse("");
    if (files) dialog.file.files = files;
    dialog.showModal(); // Escape closes it, and the focus goes back to where it was
    (files ? dialog.words : dialog.file).focus();
  };

  const take = (event, files) => {
    if (!files?.length) return;
    event.preventDefault();
    open(event.target, files);
  };

  const setUp = (root) => {
    for (const one of root.querySelectorAll(".markdownx textarea")) {
      if (one.name.includes("__prefix__") || one.dataset.takesPictures) continue;
      one.dataset.takesPictures = "yes";
      one.addEventListener("picture", () => open(one));
      one.addEventListener("paste", (event) => take(event, event.clipboardData?.files));
      one.addEventListener("drop", (event) => take(event, event.dataTransfer?.files));
    }
  };

  /* A file that is dropped beside a field would be opened in place of the page. */
  for (const name of ["dragover", "drop"]) {
    document.addEventListener(name, (event) => {
      if (event.dataTransfer?.types.includes("Files") && event.target.type !== "file") event.preventDefault();
    });
  }
  document.addEventListener("DOMContentLoaded", () => setUp(document));
  document.addEventListener("formset:added", (event) => setUp(event.target));
}
