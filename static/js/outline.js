/* Drag in the plan's outline. The arrows on each line do the same without a script; with it the focus is
   on the same button again when the page is back. */
const outline = document.querySelector(".outline");
const form = document.getElementById("desk-move");
let dragged = null;

const mayDrop = (line) => dragged && line !== dragged && line.dataset.part && line.parentElement === dragged.parentElement
  && line.dataset.part.split("-")[0] === dragged.dataset.part.split("-")[0];

function forget() {
  outline.querySelectorAll(".is-over, .is-dragged").forEach((line) => line.classList.remove("is-over", "is-dragged"));
  dragged = null;
}

function prepare(grip) {
  const line = grip.closest("li");
  grip.hidden = false;
  line.draggable = true;
  line.addEventListener("dragstart", (event) => {
    event.stopPropagation();
    dragged = line;
    line.classList.add("is-dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", line.dataset.part);
  });
  line.addEventListener("dragover", (event) => {
    if (!mayDrop(line)) return;
    event.preventDefault();
    event.stopPropagation();
    line.classList.add("is-over");
  });
  line.addEventListener("dragleave", () => line.classList.remove("is-over"));
  line.addEventListener("dragend", forget);
  line.addEventListener("drop", (event) => {
    if (!mayDrop(line)) return;
    event.preventDefault();
    event.stopPropagation();
    form.elements.part.value = dragged.dataset.part;
    form.elements.to.value = line.dataset.place;
    form.submit();
  });
}

function stay() {
  outline.addEventListener("submit", ({ target, submitter }) => {
    const line = target.closest("li");
    const places = [...line.querySelectorAll(":scope > .outline-line button")];
    const direction = Math.sign(submitter.value - line.dataset.place); // of a mark there is none
    sessionStorage.setItem("outline", JSON.stringify([line.id, direction, places.indexOf(submitter)]));
  });
  const [id, direction, place] = JSON.parse(sessionStorage.getItem("outline") ?? "[]");
  sessionStorage.removeItem("outline");
  const line = id && `#${id}` === location.hash && document.getElementById(id);
  if (!line) return;
  const buttons = [...line.querySelectorAll(":scope > .outline-line button")];
  const same = (button) => button.name === "to" && Math.sign(button.value - line.dataset.place) === direction;
  // Later than the browser's own going to the line, which takes the focus away.
  addEventListener("pageshow", () => setTimeout(() => (buttons.find(same) ?? buttons[place] ?? buttons.at(-1))?.focus()));
}

if (outline) stay();
if (outline && form) {
  outline.classList.add("drags");
  outline.querySelectorAll(".outline-grip").forEach(prepare);
}
