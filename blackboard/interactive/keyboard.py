"""What a figure's widgets need from the browser to be operated by keyboard and heard.

JupyterLab takes arrow keys and letters as commands to the notebook (move to the next cell, delete
this one) even while the focus is on a list or a group of buttons of an output; ipywidgets leaves
its sliders and play buttons without a name, and its texts are no live regions. The script mends
this for one figure. It runs when the figure appears and touches nothing outside of it.
"""

ROOT = "blackboard-figure"
MESSAGE = "blackboard-message"

SCRIPT = """
(function settle(tries) {
  const root = element.closest(".%(root)s");
  if (!root) {  // not in the page yet
    if (tries) setTimeout(settle, 50, tries - 1);
    return;
  }
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", %(title)s);
  const message = root.querySelector(".%(message)s");
  message.setAttribute("role", "status");
  message.setAttribute("aria-live", "polite");
  // Ctrl+S, Shift+Enter and Escape still reach the notebook.
  root.addEventListener("keydown", (event) => {
    const command = event.ctrlKey || event.metaKey || event.altKey;
    const leaves = event.key === "Escape" || (event.shiftKey && event.key === "Enter");
    if (!command && !leaves) event.stopPropagation();
  });
  for (const slider of root.querySelectorAll(".widget-slider")) {
    const label = slider.querySelector("label").textContent;
    for (const handle of slider.querySelectorAll("[role=slider]"))
      handle.setAttribute("aria-label", label);
    const readout = slider.querySelector(".widget-readout");
    readout.setAttribute("role", "textbox");
    readout.setAttribute("aria-label", label);
  }
  const names = ["Play or pause", "Stop and rewind", "Repeat"];
  for (const player of root.querySelectorAll(".widget-play"))
    player.querySelectorAll("button").forEach((button, i) =>
      button.setAttribute("aria-label", names[i]));
})(100);
"""
