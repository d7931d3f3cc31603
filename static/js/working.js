// Says that something slow is under way, from the click until the answer comes, and keeps a second click
// from asking for it twice. Where the sign names an address, it tells how far that has come: a share of the
// whole where that is known, else a count. Without this script the browser's own sign of waiting does.
"use strict";

(() => {
  const form = document.querySelector(".desk-step form");
  const sign = document.getElementById("working");
  if (!form || !sign) return;
  const buttons = form.querySelectorAll("input[type=submit]");
  const later = form.querySelector("input[name=when][value=later]");

  const bar = sign.querySelector("progress");
  const said = sign.querySelector("[data-count]");
  const numbers = new Intl.NumberFormat(document.documentElement.lang);

  const tell = ({ done, total }) => {
    if (total && done <= total) [bar.max, bar.value] = [total, done];
    else bar.removeAttribute("value");
    if (done) {
      const all = total === done && said.dataset.all;
      said.textContent = (all || (total ? said.dataset.share : said.dataset.count))
        .replace("{done}", numbers.format(done))
        .replace("{total}", numbers.format(total));
    }
  };

  const ask = async () => {
    try {
      const answer = await fetch(sign.dataset.address);
      if (answer.ok) tell(await answer.json());
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
