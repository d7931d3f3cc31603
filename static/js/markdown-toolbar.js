/* Buttons over a text field, pasting from Word, a preview that scrolls along, and how the text reads.
   An addition to markdown-field.js; without it one writes the same signs by hand. */
"use strict";
{
  const post = (field, address, values) => {
    const headers = { "X-CSRFToken": field.form.elements.csrfmiddlewaretoken.value };
    return fetch(address, { method: "POST", body: new URLSearchParams(values), headers });
  };
  const near = (field, name) => field.dataset.markdownxUrlsPath.replace(/[^/]+\/$/, `${name}/`);

  const put = (field, text, from = field.selectionStart, to = field.selectionEnd) => {
    field.focus();
    field.setSelectionRange(from, to);
    // The old command, because it is the only one that the browser's "undo" knows of.
    if (!document.execCommand("insertText", false, text)) field.setRangeText(text, from, to, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const chosen = (field) => field.value.slice(field.selectionStart, field.selectionEnd);

  const lines = (sign) => (field) => {
    const from = field.value.lastIndexOf("\n", field.selectionStart - 1) + 1;
    const next = field.value.indexOf("\n", field.selectionEnd);
    const to = next < 0 ? field.value.length : next;
    const rows = field.value.slice(from, to).split("\n");
    put(field, rows.map((row, number) => sign(number) + row).join("\n"), from, to);
  };
  const bold = (field) => {
    const text = chosen(field);
    put(field, `**${text}**`);
    if (!text) field.setSelectionRange(field.selectionEnd - 2, field.selectionEnd - 2);
  };
  const table = (field, say) => {
    const before = field.value.slice(0, field.selectionStart);
    put(field, `${before && !before.endsWith("\n\n") ? "\n\n" : ""}| ${say.cells} |\n|---|---|\n|  |  |\n`);
  };

  const link = async (field, say, bar) => {
    bar.querySelector("select")?.remove();
    const [from, to] = [field.selectionStart, field.selectionEnd];
    const place = document.getElementById("editing")?.dataset.place ?? "";
    const answer = await post(field, near(field, "dele"), { place }).catch(() => null);
    const { parts } = answer?.ok ? await answer.json() : { parts: [] };
    const choice = document.createElement("select");
    choice.setAttribute("aria-label", say.choose);
    choice.add(new Option(say.choose, ""));
    for (const [title, address] of parts) choice.add(new Option(title, address));
    choice.add(new Option("https://…", "https://"));
    choice.addEventListener("change", () => {
      const title = choice.selectedOptions[0].text;
      const text = field.value.slice(from, to) || (parts.length && choice.value !== "https://" ? title : "");
      put(field, `[${text}](${choice.value})`, from, to);
      choice.remove();
    });
    bar.append(choice);
    choice.focus();
  };

  const TOOLS = [
    ["heading", lines(() => "## ")],
    ["bold", bold],
    ["bullets", lines(() => "- ")],
    ["numbers", lines((number) => `${number + 1}. `)],
    ["quote", lines(() => "> ")],
    ["table", table],
    ["link", link],
  ];

  const paste = async (event, field) => {
    const html = event.clipboardData?.getData("text/html");
    const text = event.clipboardData?.getData("text/plain");
    if (!html || !text?.trim()) return;
    event.preventDefault();
    event.stopPropagation(); // Word puts a picture of the text beside it
    const answer = await post(field, near(field, "indsaet"), { html }).catch(() => null);
    put(field, answer?.ok ? await answer.text() : text);
  };

  const setUp = (root) => {
    for (const box of root.querySelectorAll(".markdownx")) {
      const field = box.querySelector("textarea");
      const bar = box.querySelector(".markdown-bar");
      if (!bar || bar.querySelector(".markdown-tools")) continue;
      const say = JSON.parse(field.dataset.tools);
      const tools = document.createElement("div");
      tools.className = "markdown-tools";
      tools.setAttribute("role", "group");
      tools.setAttribute("aria-label", `${say.bar}: ${field.labels[0].textContent}`);
      for (const [name, act] of TOOLS) {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = say[name];
        button.addEventListener("click", () => act(field, say, tools));
        tools.append(button);
      }
      bar.prepend(tools);
      const reading = document.createElement("span");
      reading.className = "reading";
      reading.title = say.lix;
      bar.append(reading);
      field.addEventListener("previewed", (event) => (reading.textContent = event.detail));
      box.addEventListener("paste", (event) => paste(event, field), true);
      const preview = box.querySelector(".markdownx-preview");
      field.addEventListener("scroll", () => {
        const share = field.scrollTop / (field.scrollHeight - field.clientHeight || 1);
        preview.scrollTop = share * (preview.scrollHeight - preview.clientHeight);
      });
    }
  };
  document.addEventListener("DOMContentLoaded", () => setUp(document));
  document.addEventListener("formset:added", (event) => setUp(event.target));
}
