// Says that something slow is under way, from the click until the answer comes, and keeps a second click
// from asking for it twice. Without this script the browser's own sign of waiting does.
"use strict";

(() => {
  const form = document.querySelector(".desk-step form");
  const sign = document.getElementById("working");
  if (!form || !sign) return;
  const buttons = form.querySelectorAll("input[type=submit]");
  const later = form.querySelector("input[name=when][value=later]");

  const show = (working) => {
    sign.hidden = !working;
    for (const button of buttons) button.disabled = working;
  };

  form.addEventListener("submit", () => {
    if (later?.checked) return;
    // Only now: a button that is disabled before the form is read is not sent along.
    setTimeout(() => show(true));
  });
  window.addEventListener("pageshow", () => show(false)); // back again by the browser's button
})();
