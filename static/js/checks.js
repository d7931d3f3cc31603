/* The checks beside the plan's outline, fetched when the page stands. Without the script, or when they do
   not come, a link leads to them. */
const checks = document.getElementById("checks");
const told = document.getElementById("checks-told");

async function showChecks() {
  checks.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(checks.dataset.address);
    if (!answer.ok || answer.redirected) return;
    checks.innerHTML = await answer.text();
    told.textContent = checks.querySelector(".desk-summary").textContent;
  } catch { /* the link stays */ } finally {
    checks.removeAttribute("aria-busy");
  }
}

if (checks) showChecks();
