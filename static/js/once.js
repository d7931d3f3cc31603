/* What is sent by a double click, or by a second one while the answer is on its way, is sent once: a theme
   is not added twice. */
"use strict";
{
  const PATIENCE = 4000; // ms; then it can be sent again, should the first have come to nothing
  const sent = new Map();

  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (Date.now() - (sent.get(event.target) ?? 0) < PATIENCE) event.preventDefault();
    else sent.set(event.target, Date.now());
  });
  addEventListener("pageshow", () => sent.clear()); // back again by the browser's button
}
