/* Says in good time that the person will be signed out, with a button that prevents it; afterwards says
   how to sign in again without losing what is written. Nothing on the page is touched, so text stays.
   Open tabs share one session: each asks the server before it warns. */
"use strict";
{
  const WARN = 5 * 60; // seconds before the end
  const { address, person, seconds, warning, keep, over, signIn, signInAddress, kept, other } =
    document.currentScript.dataset;

  const set = (element, properties) => Object.assign(element, properties);
  const banner = set(document.createElement("div"), { className: "session-banner", hidden: true });
  const text = set(document.createElement("p"), { id: "session-text" });
  const button = set(document.createElement("button"), { type: "button", textContent: keep });
  const link = set(document.createElement("a"), { href: signInAddress, target: "_blank", textContent: signIn });
  const status = document.createElement("p");
  text.setAttribute("role", "alert");
  status.setAttribute("role", "status");
  status.className = "session-status";
  banner.append(text, button, link);

  let timer = null;
  let ends = Date.now() + Number(seconds) * 1000;

  const show = (message, { mayKeep = false, maySignIn = false } = {}) => {
    banner.hidden = !message;
    button.hidden = !mayKeep;
    link.hidden = !maySignIn;
    if (text.textContent !== message) text.textContent = message;
  };

  const clock = (moment) => new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "short" }).format(moment);

  const take = (answer) => {
    clearTimeout(timer);
    if (!answer.person) {
      show(over, { maySignIn: true });
      return;
    }
    if (answer.person !== person) {
      show(other.replace("%s", answer.person));
      return;
    }
    for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = answer.token;
    ends = Date.now() + answer.seconds * 1000;
    if (answer.seconds > WARN) show("");
    else show(warning.replace("%s", clock(ends)), { mayKeep: true });
    wait(answer.seconds);
  };

  const wait = (left) => {
    const next = left > WARN ? left - WARN : left + 1;
    timer = setTimeout(ask, Math.min(next, 24 * 3600) * 1000);
  };

  const ask = async (options) => {
    try {
      const answer = await fetch(address, options?.method ? options : undefined);
      if (answer.ok) take(await answer.json());
      return answer.ok;
    } catch {
      clearTimeout(timer);
      timer = setTimeout(ask, 60 * 1000); // no connection: the page goes on, and asks again
      return false;
    }
  };

  button.addEventListener("click", async () => {
    const token = document.querySelector("input[name=csrfmiddlewaretoken]").value;
    if (await ask({ method: "POST", headers: { "X-CSRFToken": token } })) status.textContent = kept;
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && (!banner.hidden || Date.now() > ends - WARN * 1000)) ask();
  });
  document.addEventListener("DOMContentLoaded", () => {
    (document.querySelector(".skip-to-content-link") ?? document.body.firstElementChild).after(banner, status);
    wait(Number(seconds));
  });
}
