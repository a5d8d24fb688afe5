// Labelling: the text that helps most, and what is done with it.
import { ask, projectPath } from "./api.js";
import { $, button, own, percent } from "./elements.js";
import { startKeys, textAppears } from "./keys.js";
import { attempt, say } from "./messages.js";

let current = null, names = [], history = [];
let changed = async () => {};

/** Calls back when a label was given or taken back, with the text to show where that is known. */
export function startLabelling(whenChanged) {
  changed = whenChanged;
  $("skip").addEventListener("click", () => attempt(skip));
  $("undo").addEventListener("click", () => attempt(undo));
  $("label-search").addEventListener("input", filterLabels);
  $("label-search").addEventListener("keydown", event => {
    if (event.key !== "Enter" || event.repeat) return;
    event.preventDefault();
    const [first] = foundNames();
    if ($("label-search").value.trim() && first !== undefined) attempt(() => give(first));
  });
  startKeys($("labelling"), key => {
    const name = names[Number(key) - 1];
    if (name !== undefined) attempt(() => give(name));
    else if (key === "s") attempt(skip);
    else if (key === "u") attempt(undo);
    else if (key === "/" && !$("label-find").hidden) $("label-search").focus();
    else return false;
    return true;
  });
}

/** The text is where one goes on after each form. */
export const focusText = () => $("suggestion").focus();

/** Nothing that was done can be taken back any more, as the texts are others. */
export const forgetHistory = () => { history = []; };

export function showSuggestion(state, takenBack) {
  const before = current;
  current = takenBack ?? state.suggestions[0] ?? null;
  const { texts } = state.counts;
  const ready = Boolean(current) && state.labelNames.length > 1;
  const shown = ready ? current.text
    : !texts ? "Upload texts and name two labels first."
    : state.labelNames.length < 2 ? "Name two labels first." : "Every text is labelled or skipped.";
  $("suggestion").textContent = shown;
  $("guess").replaceChildren(...ready && current.prediction?.label
    ? ["The model guesses ", own(current.prediction.label), ` (${percent(current.prediction.probability)}).`] : []);
  showLabels(ready ? state.labelNames : []);
  $("skip").disabled = !ready;
  $("undo").disabled = history.length === 0;
  if (current?.id !== before?.id) {
    textAppears();
    $("suggestion").scrollTop = 0;
  }
  if (document.activeElement === document.body && before) focusText();
  return shown;
}

// The buttons stay while the names do, so that one that was pressed by the keyboard keeps the focus.
function showLabels(labelNames) {
  $("label-find").hidden = labelNames.length < 10;
  if (JSON.stringify(names) === JSON.stringify(labelNames)) return;
  names = labelNames;
  $("label-buttons").replaceChildren(...names.map((name, index) => {
    const node = button(own(name), () => attempt(() => give(name)), { class: "main" });
    if (index < 9) {
      const key = document.createElement("kbd");
      key.textContent = index + 1;
      node.append(" ", key);
    }
    return node;
  }));
  filterLabels();
}

function foundNames() {
  const wanted = $("label-search").value.trim().toLowerCase();
  return names.filter(name => name.toLowerCase().includes(wanted));
}

function filterLabels() {
  const found = new Set(foundNames());
  for (const [index, node] of [...$("label-buttons").children].entries()) node.hidden = !found.has(names[index]);
}

// One step at a time: a key that is pressed meanwhile would meet a text that isn't shown yet.
let busy = false;
async function step(action) {
  if (busy) return;
  busy = true;
  try { await action(); } finally { busy = false; }
}

const give = name => step(async () => {
  if (!current) return;
  const suggestion = current;
  await ask("POST", projectPath("/labels"), { labels: [{ id: suggestion.id, label: name }] });
  history.push({ suggestion });
  if (document.activeElement === $("label-search")) focusText();
  $("label-search").value = "";
  filterLabels();
  say(`${name}. Next: ${await changed()}`);
});

const skip = () => step(async () => {
  if (!current) return;
  const suggestion = current;
  await ask("PUT", projectPath(`/suggestions/${suggestion.id}`), { skipped: true });
  history.push({ suggestion, skipped: true });
  say(`Skipped. Next: ${await changed()}`);
});

// The text that was taken back is shown: after a new fit it need not be the one that helps most any more.
const undo = () => step(async () => {
  const last = history.pop();
  if (!last) return;
  const { id } = last.suggestion;
  if (last.skipped) await ask("PUT", projectPath(`/suggestions/${id}`), { skipped: false });
  else await ask("DELETE", projectPath(`/labels/${id}`));
  say(`Taken back: ${await changed(last.suggestion)}`);
});
