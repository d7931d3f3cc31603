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
  /* With an empty line before and after it, as Markdown asks of a table, a list or a picture. */
  const putApart = (field, text) => {
    const before = field.value.slice(0, field.selectionStart);
    const after = field.value.slice(field.selectionEnd);
    const start = !before || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
    const end = !after || after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n";
    put(field, start + text + end);
  };
  /* Behind what is chosen, so that nothing is lost. */
  const putBehind = (field, text) => {
    field.setSelectionRange(field.selectionEnd, field.selectionEnd);
    putApart(field, text);
  };
  const chosen = (field) => field.value.slice(field.selectionStart, field.selectionEnd);

  const LISTED = /^(?:#{1,6}|-|\d+\.) /;
  const QUOTED = /^> ?/;
  /* Sets the sign before each line, in place of another one; where all have it, takes it away again. */
  const lines = (sign, own, other = LISTED) => (field) => {
    const from = field.value.lastIndexOf("\n", field.selectionStart - 1) + 1;
    const next = field.value.indexOf("\n", field.selectionEnd);
    const to = next < 0 ? field.value.length : next;
    const rows = field.value.slice(from, to).split("\n");
    const written = rows.filter((row) => row.trim());
    const has = written.length && written.every((row) => own.test(row));
    let number = 0;
    const marked = (row) => (rows.length > 1 && !row.trim() ? row : sign(++number) + row.replace(other, ""));
    put(field, rows.map((row) => (has ? row.replace(own, "") : marked(row))).join("\n"), from, to);
  };
  const bold = (field) => {
    const [from, to] = [field.selectionStart, field.selectionEnd];
    const text = chosen(field);
    const around = field.value.slice(from - 2, from) === "**" && field.value.slice(to, to + 2) === "**";
    const within = /^\*\*(.+)\*\*$/s.exec(text);
    if (text && around) put(field, text, from - 2, to + 2);
    else put(field, within ? within[1] : `**${text}**`);
    if (!text) field.setSelectionRange(field.selectionEnd - 2, field.selectionEnd - 2);
  };
  /* English is the most common; its two letters stand chosen, for who quotes another language. */
  const foreign = (field) => {
    put(field, `[${chosen(field)}]{lang=en}`);
    field.setSelectionRange(field.selectionEnd - 3, field.selectionEnd - 1);
  };
  const table = (field, say) => putBehind(field, `| ${say.cells} |\n|---|---|\n|  |  |\n`);

  const link = async (field, say, bar) => {
    bar.parentElement.querySelector("select")?.remove();
    const [from, to] = [field.selectionStart, field.selectionEnd];
    const place = document.getElementById("editing")?.dataset.place ?? "";
    const answer = await post(field, near(field, "dele"), { place }).catch(() => null);
    const { parts } = answer?.ok ? await answer.json() : { parts: [] };
    const choice = document.createElement("select");
    choice.setAttribute("aria-label", say.choose);
    choice.add(new Option(say.choose, ""));
    for (const [title, address] of parts) choice.add(new Option(title, address));
    choice.add(new Option("https://…", "https://"));
    const take = () => {
      if (!choice.value || !choice.isConnected) return;
      const title = choice.selectedOptions[0].text;
      const text = field.value.slice(from, to) || (choice.value !== "https://" ? title : "");
      put(field, `[${text}](${choice.value})`, from, to);
      choice.remove();
    };
    // The arrow keys walk through the parts without taking the first that they pass: Enter takes one.
    let byKey = false;
    choice.addEventListener("keydown", (event) => {
      byKey = event.key !== "Enter";
      if (event.key === "Escape") {
        choice.remove();
        field.focus();
      } else if (event.key === "Enter") {
        event.preventDefault();
        take();
      }
    });
    choice.addEventListener("pointerdown", () => (byKey = false));
    choice.addEventListener("change", () => byKey || take());
    bar.after(choice);
    choice.focus();
  };

  const picture = (field) => field.dispatchEvent(new CustomEvent("picture"));

  const TOOLS = [
    ["heading", lines(() => "## ", /^## /)],
    ["bold", bold],
    ["bullets", lines(() => "- ", /^- /)],
    ["numbers", lines((number) => `${number}. `, /^\d+\. /)],
    ["quote", lines(() => "> ", QUOTED, QUOTED)],
    ["foreign", foreign],
    ["table", table],
    ["link", link],
    ["picture", picture],
  ];

  const paste = async (event, field) => {
    const html = event.clipboardData?.getData("text/html");
    const text = event.clipboardData?.getData("text/plain");
    if (!html || !text?.trim()) return;
    event.preventDefault();
    event.stopPropagation(); // Word puts a picture of the text beside it
    const values = { html, beside: field.value };
    const answer = await post(field, near(field, "indsaet"), values).catch(() => null);
    const made = answer?.ok ? await answer.text() : text;
    field.dispatchEvent(new CustomEvent("left-out", { detail: decodeURIComponent(answer?.headers.get("X-Left-Out") ?? "") }));
    if (/^(?:#{1,6}|-|>|\d+\.|\|) |\n/.test(made)) putApart(field, made);
    else put(field, made);
  };

  /* One stop for the Tab key; the arrows go from button to button, as in other programs' toolbars. */
  const setUpKeys = (tools) => {
    const buttons = [...tools.children];
    for (const button of buttons) button.tabIndex = button === buttons[0] ? 0 : -1;
    tools.addEventListener("keydown", (event) => {
      const at = buttons.indexOf(document.activeElement);
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
      if (at < 0 || to === undefined) return;
      event.preventDefault();
      buttons.at(to % buttons.length).focus();
    });
    tools.addEventListener("focusin", ({ target }) => {
      for (const button of buttons) button.tabIndex = button === target ? 0 : -1;
    });
  };

  const setUpBar = (box, field) => {
    const say = JSON.parse(field.dataset.tools);
    const bar = document.createElement("div");
    const tools = document.createElement("div");
    bar.className = "markdown-bar";
    tools.className = "markdown-tools";
    tools.setAttribute("role", "toolbar");
    tools.setAttribute("aria-label", `${say.bar}: ${field.labels[0].textContent}`);
    for (const [name, act] of TOOLS) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = say[name];
      button.addEventListener("click", () => act(field, say, tools));
      tools.append(button);
    }
    setUpKeys(tools);
    const status = document.createElement("p");
    status.setAttribute("role", "status");
    field.addEventListener("left-out", (event) => (status.textContent = event.detail));
    bar.append(tools, status);
    box.prepend(bar);
  };

  const setUpReading = (box, field) => {
    const reading = document.createElement("p");
    reading.className = "reading";
    reading.title = JSON.parse(field.dataset.tools).lix;
    box.append(reading);
    field.addEventListener("previewed", (event) => (reading.textContent = event.detail));
  };

  const setUp = (root) => {
    for (const box of root.querySelectorAll(".markdownx")) {
      const field = box.querySelector("textarea");
      if (field.name.includes("__prefix__") || box.querySelector(".markdown-bar")) continue;
      const preview = box.querySelector(".markdownx-preview");
      setUpBar(box, field);
      setUpReading(box, field);
      field.addEventListener("put-behind", (event) => putBehind(field, event.detail));
      field.addEventListener("keydown", (event) => {
        if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "b") return;
        event.preventDefault();
        bold(field);
      });
      box.addEventListener("paste", (event) => paste(event, field), true);
      field.addEventListener("scroll", () => {
        const share = field.scrollTop / (field.scrollHeight - field.clientHeight || 1);
        preview.scrollTop = share * (preview.scrollHeight - preview.clientHeight);
      });
    }
  };
  document.addEventListener("DOMContentLoaded", () => setUp(document));
  document.addEventListener("formset:added", (event) => setUp(event.target));
}
