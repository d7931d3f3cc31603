/* Pasting takes along what the clipboard says of headings, lists and tables, and a file can be dropped anywhere on
   the form. Without the script the text is pasted as it reads, and the file is chosen. */
"use strict";

(() => {
  const form = document.querySelector(".placing-upload");
  const { file, text, markup } = form.elements;

  text.addEventListener("paste", (event) => {
    markup.value = text.value ? "" : event.clipboardData.getData("text/html");
  });
  text.addEventListener("input", (event) => {
    if (event.inputType !== "insertFromPaste") markup.value = ""; // what is typed counts
  });

  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("is-over");
  });
  form.addEventListener("dragleave", () => form.classList.remove("is-over"));
  form.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    form.classList.remove("is-over");
    file.files = event.dataTransfer.files;
    form.requestSubmit();
  });
})();
