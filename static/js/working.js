// Says that something slow is under way, from the click until the answer comes, and keeps a second click
// from asking for it twice. Where the sign names an address, it says how many pages have been set. Without this script the browser's own sign of waiting does.
"use strict";

(() => {
  const form = document.querySelector(".desk-step form");
  const sign = document.getElementById("working");
  if (!form || !sign) return;
  const buttons = form.querySelectorAll("input[type=submit]");
  const later = form.querySelector("input[name=when][value=later]");

  const said = sign.querySelector("[data-pages]");

  const ask = async () => {
    try {
      const answer = await fetch(sign.dataset.address);
      const { pages } = answer.ok ? await answer.json() : { pages: 0 };
      if (pages) said.textContent = said.dataset.pages.replace("{page}", pages);
    } catch {
      // The page is about to be left, or the server is busy: the sign stands all the same.
    }
    if (!sign.hidden) setTimeout(ask, 1000);
  };

  const show = (working) => {
    sign.hidden = !working;
    for (const button of buttons) button.disabled = working;
    if (working && said) setTimeout(ask, 1000);
  };

  form.addEventListener("submit", () => {
    if (later?.checked) return;
    // Only now: a button that is disabled before the form is read is not sent along.
    setTimeout(() => show(true));
  });
  window.addEventListener("pageshow", () => show(false)); // back again by the browser's button
})();
