// Every key does what a click on the thing that bears it does; the page works without this too.
(() => {
  "use strict";

  const fields = "input, textarea, select";

  // Where the layout has other letters or no plain figures, the place of the key counts.
  function names(event) {
    const key = event.key.toLowerCase();
    if (event.key.length > 1 || /[a-z0-9]/.test(key)) return [key];
    return [key, event.code.replace(/^(Key|Digit|Numpad)/, "").toLowerCase()];
  }

  function bearer(name) {
    return document.querySelector(`[data-key~="${CSS.escape(name)}"]`);
  }

  function press(event) {
    if (event.target.matches(fields)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const goal = names(event).map(bearer).find(Boolean);
    if (!goal) return;
    event.preventDefault();
    if (goal.matches(fields)) goal.focus();
    else goal.click();
    const opened = goal.parentElement.matches("details[open]") && goal.parentElement;
    if (opened) opened.querySelector("input:not([type=hidden]), select")?.focus();
  }

  // A second press while the first is on its way would rule on the next finding unseen.
  let sent = false;
  function send(event) {
    if (sent) event.preventDefault();
    sent = event.target.method === "post";
  }

  // A page that the browser kept for its way back is not up to date.
  function returned(event) {
    if (event.persisted) location.reload();
  }

  document.addEventListener("keydown", press);
  document.addEventListener("submit", send);
  addEventListener("pageshow", returned);
})();
