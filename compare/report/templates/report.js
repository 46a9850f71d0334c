"use strict";
// Filters, search and keys. The page tells everything without them; what is chosen stays in the
// address, after the anchor: #f-1234&relation=contradict&q=bridge
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const tools = document.getElementById("tools");
  const shown = document.getElementById("shown");
  const keys = document.getElementById("keys");
  const kinds = all("[name=relation]", tools);
  const fields = all("[name=q], select", tools);
  // What was said and found, not how the confidence adds up; a finding in brief quotes nothing, and
  // what was said stands in the reports.
  function told(node) {
    if (node.matches("article")) return all("header, .why, .ruled, figure", node);
    return [node, ...all("a.said", node).map((link) => document.getElementById(link.hash.slice(1)))];
  }

  const cards = all(".card").map((node) => ({
    node,
    relation: node.closest("section").id,
    reasons: node.dataset.reasons.split(" "),
    sources: node.dataset.sources.split(" "),
    sure: Number(node.dataset.sure),
    text: told(node).map((part) => part.textContent).join(" ").toLowerCase(),
  }));
  const lines = all(".alone li, .text li, .dismissal").map((node) => ({ node, text: node.textContent.toLowerCase() }));
  const rows = all("tr.row").map((node) => ({ node, labels: all("a.label", node) }));

  // A search opens what is folded away, and its end folds it again.
  const folds = all("details.alone, details.briefs").map((node) => ({
    node,
    open: node.open,
    brief: node.matches(".briefs"),
    wanted: false,
  }));

  function chosen() {
    const state = {};
    if (kinds.some((kind) => !kind.checked)) {
      state.relation = kinds.filter((kind) => kind.checked).map((kind) => kind.value).join(",");
    }
    for (const field of fields) if (field.value.trim()) state[field.name] = field.value.trim();
    return state;
  }

  function fits(card, state) {
    return (
      (state.relation === undefined || state.relation.split(",").includes(card.relation)) &&
      (!state.reason || card.reasons.some((why) => `${card.relation}-${why}` === state.reason)) &&
      (!state.source || card.sources.includes(state.source)) &&
      (!state.sure || card.sure >= Number(state.sure)) &&
      (!state.q || card.text.includes(state.q.toLowerCase()))
    );
  }

  function filter() {
    const state = chosen();
    const left = new Set();
    for (const card of cards) {
      card.node.hidden = !fits(card, state);
      if (!card.node.hidden) left.add("#" + card.node.id);
    }
    for (const row of rows) {
      row.node.hidden = row.labels.length > 0 && !row.labels.some((label) => left.has(label.hash));
    }
    for (const line of lines) {
      line.node.hidden = Boolean(state.q) && !line.text.includes(state.q.toLowerCase());
    }
    const few = left.size < cards.length;
    for (const fold of folds) {
      const wanted = fold.brief ? few : Boolean(state.q);
      if (wanted !== fold.wanted) fold.node.open = wanted || fold.open;
      fold.wanted = wanted;
      fold.node.hidden = !fold.node.querySelector("li:not([hidden])");
    }
    shown.textContent = few ? `${left.size} of ${cards.length} findings shown` : "";
    return state;
  }

  function anchor() {
    const first = location.hash.slice(1).split("&")[0];
    return first.includes("=") ? "" : first;
  }

  function remember(state) {
    const rest = new URLSearchParams(state).toString();
    const hash = anchor() + (rest && "&" + rest);
    if (hash !== location.hash.slice(1)) {
      history.replaceState(null, "", hash ? "#" + hash : location.pathname + location.search);
    }
  }

  function change() {
    remember(filter());
  }

  function clear() {
    for (const kind of kinds) kind.checked = true;
    for (const field of fields) field.value = "";
    change();
  }

  function go(name, state) {
    let goal = name;
    try {
      goal = decodeURIComponent(name);
    } catch {
      // An address typed by hand may hold a lone percent sign.
    }
    const node = document.getElementById(goal);
    for (const here of all("[aria-current]")) here.removeAttribute("aria-current");
    if (!node) return;
    const folded = node.closest("details:not([open])");
    if (folded) folded.open = true;
    if (node.closest("[hidden]") && node !== tools) clear();
    if (node.matches(".card, .dismissal, .row, .text li")) node.setAttribute("aria-current", "location");
    if (state || folded) node.scrollIntoView();
  }

  // A link within the page names an anchor alone: what was chosen before stays.
  function moved() {
    const parts = location.hash.slice(1).split("&");
    const given = new URLSearchParams(parts.slice(anchor() ? 1 : 0).join("&"));
    const told = [...given.keys()].length > 0;
    if (told) {
      const relations = given.get("relation");
      for (const kind of kinds) {
        kind.checked = relations === null || relations.split(",").includes(kind.value);
      }
      for (const field of fields) {
        field.value = given.get(field.name) ?? "";
        if (field.selectedIndex === -1) field.value = "";
      }
      tools.open = true;
    }
    change();
    if (anchor()) go(anchor(), told);
  }

  function step(by) {
    const left = cards.map((card) => card.node).filter((node) => node.checkVisibility());
    const at = left.indexOf(document.activeElement.closest(".card"));
    const next = left[at < 0 ? (by > 0 ? 0 : left.length - 1) : at + by];
    if (!next) return;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "start" });
  }

  function press(event) {
    const typing = event.target.matches("input:not([type=checkbox]), select, textarea");
    if (event.key === "Escape" && event.target.name === "q") clear();
    if (typing || !keys.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    const kind = kinds[Number(event.key) - 1];
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "0") clear();
    else if (kind) kind.click();
    else if (event.key === "/") {
      tools.open = true;
      fields[0].focus();
    } else return;
    event.preventDefault();
  }

  tools.hidden = false;
  tools.addEventListener("input", (event) => event.target !== keys && change());
  document.getElementById("clear").addEventListener("click", clear);
  document.addEventListener("keydown", press);
  addEventListener("hashchange", moved);
  moved();
})();
