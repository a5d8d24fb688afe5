// Single keys that label: only within the labelling card, and only when they are meant.
import { $ } from "./elements.js";

/** A key that was on its way when the text came isn't an answer to it. */
const unreadFor = 150;
const setting = "single keys";
let appeared = 0;

/** A text has just come into sight. */
export const textAppears = () => { appeared = performance.now(); };

/** Lets single keys act while the focus is in the card. `act` takes a key and says whether it did something. */
export function startKeys(card, act) {
  $("single-keys").checked = localStorage.getItem(setting) !== "off";
  $("single-keys").addEventListener("change", () => {
    localStorage.setItem(setting, $("single-keys").checked ? "on" : "off");
    showKeys(card);
  });
  showKeys(card);
  card.addEventListener("keydown", event => {
    const isTooSoon = event.repeat || performance.now() - appeared < unreadFor;
    // A held Enter presses a button again and again.
    if (isTooSoon && event.target.matches("button") && ["Enter", " "].includes(event.key)) event.preventDefault();
    if (isTooSoon || !$("single-keys").checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input:not([type=checkbox]), textarea, select")) return;
    if (act(event.key)) event.preventDefault();
  });
}

const showKeys = card => card.classList.toggle("without-keys", !$("single-keys").checked);
