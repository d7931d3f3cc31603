/* While work goes on in the background its lines are fetched again; how far it has come is not read aloud each
   time. When the text has been sent the page is
   opened again, since what can be done next has changed; else it stays as it is, with its messages and what
   somebody is writing. Without the script a sentence says to open the page again. */
"use strict";

(() => {
  const box = document.getElementById("jobs");
  if (!box) return;
  const lines = box.querySelector("#jobs-lines");
  const busy = () => lines.querySelector("[data-busy]") !== null;
  const isBeingSent = (part) => part.querySelector("[data-being-sent]") !== null;
  const wasBeingSent = isBeingSent(lines);
  const far = (part) => [...part.querySelectorAll("[data-told]")];

  const isSame = (now) => {
    const lasting = [now, lines].map((part) => {
      const copy = part.cloneNode(true);
      for (const one of far(copy)) one.replaceChildren();
      return copy.textContent;
    });
    return lasting[0] === lasting[1];
  };

  const ask = async () => {
    try {
      const answer = await fetch(box.dataset.address);
      if (!answer.ok || answer.redirected) return;
      const now = document.createElement("div");
      now.innerHTML = await answer.text();
      if (wasBeingSent && !isBeingSent(now)) {
        window.location.reload();
        return;
      }
      // What is the same is not read aloud again.
      if (!isSame(now)) lines.replaceChildren(...now.childNodes);
      else far(lines).forEach((one, at) => one.replaceChildren(...far(now)[at].childNodes));
    } catch { /* the server is busy: asked again */ }
    if (busy()) setTimeout(ask, 1000);
  };

  if (busy()) {
    for (const hint of box.querySelectorAll("[data-hint]")) hint.hidden = true;
    setTimeout(ask, 1000);
  }
})();
