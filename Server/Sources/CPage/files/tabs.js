// The parts of the page, and how one goes from one to another.
import { $ } from "./elements.js";
import { attempt } from "./messages.js";

const tabs = [...document.querySelectorAll("[role=tab]")];
const nameOf = tab => tab.id.slice("tab-".length);
let refresh = {};
let place = "";

/** Opens the part that the address names, or the first. A part's refresher is called when it is shown. */
export function openTabs(refreshers) {
  refresh = refreshers;
  for (const [index, tab] of tabs.entries()) {
    tab.addEventListener("click", () => show(nameOf(tab)));
    tab.addEventListener("keydown", event => {
      const to = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: -1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      show(nameOf(tabs.at(to % tabs.length)), true);
    });
  }
  addEventListener("hashchange", () => {
    const name = location.hash.slice(1);
    if ($(`tab-${name}`)?.getAttribute("aria-selected") === "false") show(name);
  });
  // An address of its own for the content would be what a reload opens.
  document.querySelector(".skip-link").addEventListener("click", event => {
    event.preventDefault();
    $("content").focus();
  });
  const start = location.hash.slice(1);
  show(tabs.some(tab => nameOf(tab) === start) ? start : nameOf(tabs[0]));
}

export function show(name, focus = false) {
  for (const tab of tabs) {
    const selected = nameOf(tab) === name;
    tab.setAttribute("aria-selected", selected);
    tab.tabIndex = selected ? 0 : -1;
    $(tab.getAttribute("aria-controls")).hidden = !selected;
    if (selected && focus) tab.focus();
  }
  // Going to the part by its address would take the focus from the tab, and scroll.
  if (location.hash !== `#${name}`) history[location.hash ? "pushState" : "replaceState"](null, "", `#${name}`);
  sayWhere();
  attempt(refreshShown);
}

/** Shows what the server knows now in the part that is open. */
export const refreshShown = () => refresh[shownTab()]?.();

const shownTab = () => nameOf(tabs.find(tab => tab.getAttribute("aria-selected") === "true"));

/** The title says where one is: the part, and the project once it is known. */
export function sayWhere(project = place) {
  place = project;
  document.title = [$(`tab-${shownTab()}`).textContent, place, "sentiment"].filter(Boolean).join(" · ");
}
