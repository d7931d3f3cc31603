/* While work goes on in the background its lines are fetched again; when it is done the page is, since what
   can be done next has changed. Without the script a sentence says to open the page again. */
"use strict";

(() => {
  const box = document.getElementById("jobs");
  if (!box) return;
  const busy = () => box.querySelector("[data-busy]") !== null;
  const lines = () => box.querySelector("#jobs-lines");

  const ask = async () => {
    try {
      const answer = await fetch(box.dataset.address);
      if (!answer.ok || answer.redirected) return;
      lines().innerHTML = await answer.text();
    } catch { /* the server is busy: asked again */ }
    if (busy()) setTimeout(ask, 1000);
    else window.location.reload();
  };

  if (busy()) {
    for (const hint of box.querySelectorAll("[data-hint]")) hint.hidden = true;
    setTimeout(ask, 1000);
  }
})();
