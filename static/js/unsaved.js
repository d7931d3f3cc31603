/* Nothing that was written is lost: what is not saved yet is kept in the browser, under the page's
   address and the fingerprint of what it was opened with, until the server says that it has arrived.
   Also tells the server that the page is open, and shows who else has it open. */
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const BEAT = 20000; // ms
  const PAUSE = 300; // ms without a keystroke
  const cookie = (name) => document.cookie.match(`(?:^|; )${name}=([^;]*)`)?.[1] ?? "";

  const arrived = cookie("gemt").split(".");
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith("kladde|") && arrived.includes(key.split("|").at(-1))) localStorage.removeItem(key);
  }
  if (arrived[0]) document.cookie = "gemt=; path=/admin/; max-age=0; samesite=lax";

  const info = document.getElementById("editing");
  if (!info) return;
  const form = info.closest("form");
  const notice = document.getElementById("unsaved");
  const texts = info.dataset;
  const drawer = `kladde|${texts.person}|${location.pathname}|`;
  const key = drawer + texts.fingerprint;
  let alive = navigator.onLine;
  let leaving = false;

  const written = () =>
    [...new FormData(form)].filter(
      ([name, value]) =>
        typeof value === "string" && !/__prefix__|^(csrfmiddlewaretoken|opened_state)$/.test(name),
    );
  const chosen = () =>
    [...form.querySelectorAll("select.admin-autocomplete option:checked")].map((o) => [o.value, o.text]);
  let clean = JSON.stringify(written());
  const isChanged = () => JSON.stringify(written()) !== clean;

  const keep = () => {
    if (!isChanged()) return localStorage.removeItem(key);
    const state = form.elements.opened_state.value;
    const draft = { state, written: written(), chosen: chosen(), at: Date.now() };
    try {
      localStorage.setItem(key, JSON.stringify(draft));
    } catch {
      // The browser's store is full or closed: leaving the page still asks.
    }
  };

  const say = (text, ...buttons) => {
    notice.textContent = text;
    for (const [label, act] of buttons) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = label;
      button.addEventListener("click", act);
      notice.append(" ", button);
    }
  };

  const fill = ({ written: entries, chosen: names }) => {
    const values = new Map();
    for (const [name, value] of entries) values.set(name, [...(values.get(name) ?? []), value]);
    for (const [name, [total]] of values) {
      if (!name.endsWith("-TOTAL_FORMS")) continue;
      const add = document.querySelector(`#${CSS.escape(name.slice(0, -12))}-group .add-row a`);
      while (add && Number(form.elements[name].value) < Number(total)) add.click();
    }
    for (const field of form.elements) {
      if (!field.name || /__prefix__|_FORMS$|^(csrfmiddlewaretoken|opened_state)$/.test(field.name)) continue;
      const value = values.get(field.name) ?? [];
      if (field.type === "checkbox" || field.type === "radio") field.checked = value.includes(field.value);
      else if (field.tagName === "SELECT") {
        for (const [id, text] of names) {
          const known = [...field.options].some((option) => option.value === id);
          if (value.includes(id) && !known) field.add(new Option(text, id));
        }
        for (const option of field.options) option.selected = value.includes(option.value);
      } else if (!/^(file|submit|button)$/.test(field.type) && value.length) [field.value] = value;
      else continue;
      field.dispatchEvent(new Event(field.type === "textarea" ? "input" : "change", { bubbles: true }));
    }
    keep();
  };

  const compare = ({ state, written: entries }) => {
    const carrier = document.createElement("form");
    carrier.method = "post";
    const token = form.elements.csrfmiddlewaretoken.value;
    for (const [name, value] of [...entries, ["opened_state", state], ["csrfmiddlewaretoken", token]]) {
      const field = document.createElement("textarea"); // keeps line ends, unlike a hidden input
      field.name = name;
      field.value = value;
      carrier.append(field);
    }
    carrier.hidden = true;
    document.body.append(carrier);
    leaving = true;
    carrier.submit();
  };

  const offer = () => {
    const found = Object.keys(localStorage)
      .filter((name) => name.startsWith(drawer))
      .map((name) => [name, JSON.parse(localStorage.getItem(name))])
      .sort(([, one], [, other]) => other.at - one.at);
    if (!found.length) return;
    const [name, draft] = found[0];
    const same = JSON.stringify(draft.written) === clean;
    if (same && "bound" in texts) clean = ""; // the page came back with errors: still unsaved
    if (same) return "bound" in texts || localStorage.removeItem(name);
    const changed = texts.place && name !== key;
    const forget = () => {
      localStorage.removeItem(name);
      say("");
    };
    const bringBack = () => {
      localStorage.removeItem(name);
      fill(draft);
      say("");
    };
    const take = changed ? [texts.compare, () => compare(draft)] : [texts.bringBack, bringBack];
    say(changed ? texts.offerChanged : texts.offer, take, [texts.forget, forget]);
  };

  const beat = async () => {
    const body = new URLSearchParams({ place: texts.place });
    const headers = { "X-CSRFToken": cookie("csrftoken") };
    try {
      const signal = AbortSignal.timeout(8000);
      const answer = await fetch(texts.address, { method: "POST", body, headers, signal });
      alive = answer.ok;
      if (answer.ok) document.getElementById("presence").textContent = (await answer.json()).others;
      return answer.status === 403 ? texts.signedOut : "";
    } catch {
      alive = false;
      return texts.offline;
    }
  };

  let timer = null;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  document.addEventListener("formset:added", later);
  addEventListener("online", beat);
  addEventListener("offline", () => (alive = false));
  addEventListener("pageshow", () => (leaving = false));
  setInterval(beat, BEAT);

  form.addEventListener("submit", async (event) => {
    clearTimeout(timer);
    keep();
    leaving = true;
    if (alive) return;
    event.preventDefault();
    leaving = false;
    const trouble = await beat();
    say(trouble);
    notice.classList.toggle("is-overhead", Boolean(trouble)); // wherever on the page one pressed the button
    if (trouble) return;
    form.elements.csrfmiddlewaretoken.value = cookie("csrftoken"); // it changes when one signs in again
    form.requestSubmit(event.submitter);
  });
  addEventListener("beforeunload", (event) => {
    if (leaving || !isChanged()) return;
    keep();
    event.preventDefault();
  });

  offer();
});
