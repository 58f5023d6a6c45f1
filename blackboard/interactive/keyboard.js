// Makes one figure's widgets operable by keyboard and audible, and touches nothing outside of it.
//
// element: the node of the output that runs this script, inside of the figure.
// figure: the classes `root`, `message`, `check` and `picked` by which the figure, its message, its
// button that checks and the text that takes a clicked place are found, and its `title`.
function mend(element, figure, tries = 100) {
  const root = element.closest(`.${figure.root}`);
  if (!root) {  // not in the page yet
    if (tries) setTimeout(mend, 50, element, figure, tries - 1);
    return;
  }
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", figure.title);
  const message = root.querySelector(`.${figure.message}`);
  message.setAttribute("role", "status");
  message.setAttribute("aria-live", "polite");
  // Ctrl+S, Shift+Enter and Escape still reach the notebook.
  root.addEventListener("keydown", (event) => {
    const command = event.ctrlKey || event.metaKey || event.altKey;
    const leaves = event.key === "Escape" || (event.shiftKey && event.key === "Enter");
    if (!command && !leaves) event.stopPropagation();
  });
  // Before ipywidgets, which keeps the keys of its fields to itself. The browser hands the value
  // over after the key and before the timeout.
  root.addEventListener("keydown", (event) => {
    const field = event.target.matches("input:not([type=checkbox])");
    if (event.key !== "Enter" || event.shiftKey || !field) return;
    const check = event.target.closest(".widget-hbox")?.querySelector(`.${figure.check}`);
    if (check?.offsetParent) setTimeout(() => check.click());
  }, true);
  root.addEventListener("click", (event) => {
    const place = event.target.closest("[data-pick]");
    if (!place) return;
    const picked = root.querySelector(`.${figure.picked} input`);
    picked.value = place.dataset.pick;
    picked.dispatchEvent(new Event("change", { bubbles: true }));
  });
  for (const slider of root.querySelectorAll(".widget-slider")) {
    const label = slider.querySelector("label").textContent;
    for (const handle of slider.querySelectorAll("[role=slider]"))
      handle.setAttribute("aria-label", label);
    const readout = slider.querySelector(".widget-readout");
    readout.setAttribute("role", "textbox");
    readout.setAttribute("aria-label", label);
  }
  const names = ["Play or pause", "Stop and rewind", "Repeat"];  // the second one is hidden
  for (const player of root.querySelectorAll(".widget-play"))
    player.querySelectorAll("button").forEach((button, i) =>
      button.setAttribute("aria-label", names[i]));
}
