// Labelling: the text that helps most, and what is done with it.
import { ask, projectPath } from "./api.js";
import { $, button, element, names as shownNames, own, percent, queried, spoken } from "./elements.js";
import { startKeys, textAppears } from "./keys.js";
import { attempt, say } from "./messages.js";
import { person } from "./person.js";

let current = null, names = [], history = [];
/** Where a text may have any number of labels: those that are chosen for it so far. */
let isMultiLabel = false;
const chosen = new Set();
let changed = async () => {};

/** Calls back when a label was given or taken back, with the text to show where that is known. */
export function startLabelling(whenChanged) {
  changed = whenChanged;
  $("skip").addEventListener("click", () => attempt(skip));
  $("none").addEventListener("click", () => attempt(giveNone));
  $("go-on").addEventListener("click", () => attempt(giveChosen));
  $("undo").addEventListener("click", () => attempt(undo));
  $("label-search").addEventListener("input", filterLabels);
  $("label-search").addEventListener("keydown", event => {
    if (event.key !== "Enter" || event.repeat) return;
    event.preventDefault();
    const [first] = foundNames();
    if ($("label-search").value.trim() && first !== undefined) attempt(() => choose(first));
  });
  startKeys($("labelling"), key => {
    const name = names[Number(key) - 1];
    if (name !== undefined) attempt(() => choose(name));
    else if (key === "Enter" && isMultiLabel && !document.activeElement.matches("button")) attempt(giveChosen);
    else if (key === "s") attempt(skip);
    else if (key === "n") attempt(giveNone);
    else if (key === "u") attempt(undo);
    else if (key === "/" && !$("label-find").hidden) $("label-search").focus();
    else return false;
    return true;
  });
}

/** A number for this tab of the browser: nobody else is asked the text that is shown in it. */
function client() {
  const id = sessionStorage.getItem("client") ?? crypto.getRandomValues(new Uint32Array(2)).join("-");
  sessionStorage.setItem("client", id);
  return id;
}

/** What is asked next, and how things stand. */
export function askNext() {
  const query = new URLSearchParams({ limit: 1, client: client() });
  if (person()) query.set("person", person());
  return ask("GET", projectPath(`/suggestions?${query}`));
}

/** The text is where one goes on after each form. */
export const focusText = () => $("suggestion").focus();

/** Nothing that was done can be taken back any more, as the texts are others. */
export const forgetHistory = () => { history = []; };

export function showSuggestion(state, takenBack) {
  const before = current;
  current = takenBack ?? state.suggestions[0] ?? null;
  isMultiLabel = state.isMultiLabel;
  const { texts } = state.counts;
  const ready = Boolean(current) && state.labelNames.length > 1;
  const shown = ready ? current.text
    : !texts ? "Upload texts and name two labels first."
    : state.labelNames.length < 2 ? "Name two labels first." : "Every text is labelled, or has none of the labels.";
  $("suggestion").textContent = shown;
  $("guess").replaceChildren(...ready ? remark(current) : []);
  showLabels(ready ? state.labels : []);
  $("skip").disabled = $("none").disabled = $("go-on").disabled = !ready;
  $("go-on").hidden = !isMultiLabel;
  $("undo").disabled = history.length === 0;
  if (current?.id !== before?.id) {
    chosen.clear();
    textAppears();
    $("suggestion").scrollTop = 0;
  }
  showChosen();
  if (document.activeElement === document.body && before) focusText();
  return shown;
}

/** What is said of a text. A second opinion is asked without a hint. */
function remark({ prediction, isSecondOpinion }) {
  if (isSecondOpinion) return ["Somebody else has labelled this text. What you say tells how far you agree."];
  if (prediction?.labels) return ["The model guesses ", shownNames(prediction.labels), "."];
  if (!prediction?.label) return [];
  return ["The model guesses ", own(prediction.label), ` (${percent(prediction.probability)}).`];
}

// The buttons stay while the names do, so that one that was pressed by the keyboard keeps the focus.
function showLabels(labels) {
  $("label-find").hidden = labels.length < 10;
  const newNames = labels.map(({ name }) => name);
  if (JSON.stringify(names) !== JSON.stringify(newNames)) {
    names = newNames;
    $("label-buttons").replaceChildren(...names.map(labelButton));
    filterLabels();
  }
  for (const [index, { count }] of labels.entries()) {
    $("label-buttons").children[index].querySelector("small").textContent = count.toLocaleString("en");
  }
  $("guidelines").replaceChildren(...labels.filter(({ guideline }) => guideline).flatMap(({ name, guideline }) =>
    [element("dt", {}, own(name)), element("dd", {}, own(guideline))]));
}

function labelButton(name, index) {
  const node = button(own(name), () => attempt(() => choose(name)), { class: "main" });
  node.append(" ", element("small", { title: "texts with this label" }));
  if (index < 9) node.append(" ", element("kbd", {}, String(index + 1)));
  return node;
}

/** A button of several says whether its label is chosen; one that is the answer by itself says nothing. */
function showChosen() {
  for (const [index, node] of [...$("label-buttons").children].entries()) {
    if (isMultiLabel) node.setAttribute("aria-pressed", chosen.has(names[index]));
    else node.removeAttribute("aria-pressed");
  }
}

/** The label is the answer or, where a text may have several, one of them; a second time it isn't. */
async function choose(name) {
  if (!isMultiLabel) return give(name);
  if (!current) return;
  if (!chosen.delete(name)) chosen.add(name);
  showChosen();
  if (document.activeElement === $("label-search")) focusText();
  $("label-search").value = "";
  filterLabels();
  say(chosen.has(name) ? `${name} is chosen.` : `${name} isn't chosen.`);
}

const giveChosen = () => give(names.filter(name => chosen.has(name)));

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
  $("notice").textContent = "";
  try {
    await action();
  } catch (error) {
    // Somebody else was quicker, or took the text away.
    if (![404, 409].includes(error.status)) throw error;
    const next = await changed();
    $("notice").textContent = `Nothing was changed: ${error.message}. Here is the next text.`;
    say(`${$("notice").textContent} ${next}`);
  } finally {
    busy = false;
  }
}

/** A label, or a list of them where a text may have any number. */
const give = label => step(async () => {
  if (!current) return;
  const { id, isSecondOpinion } = current;
  const given = isSecondOpinion ? { id, label, isSecondOpinion } : { id, label, expected: null };
  await ask("POST", projectPath("/labels"), { labels: [given], person: person() });
  const query = new URLSearchParams(isSecondOpinion ? { second: true, person: person() } : { expected: queried(label) });
  history.push({ suggestion: current, takeBack: () => ask("DELETE", projectPath(`/labels/${id}?${query}`)) });
  if (document.activeElement === $("label-search")) focusText();
  $("label-search").value = "";
  filterLabels();
  say(`${spoken(label)}. Next: ${await changed()}`);
});

const putOff = (state, spoken) => step(async () => {
  if (!current) return;
  const address = projectPath(`/suggestions/${current.id}`);
  await ask("PUT", address, { [state]: true });
  history.push({ suggestion: current, takeBack: () => ask("PUT", address, { [state]: false }) });
  say(`${spoken} Next: ${await changed()}`);
});

const skip = () => putOff("skipped", "Skipped.");
// Where a text may have any number of labels, none of them is an answer that teaches.
const giveNone = () => isMultiLabel ? give([]) : putOff("none", "None of the labels.");

// The text that was taken back is shown: after a new fit it need not be the one that helps most any more.
const undo = () => step(async () => {
  const last = history.pop();
  if (!last) return;
  await last.takeBack();
  say(`Taken back: ${await changed(last.suggestion)}`);
});
