// The labels that were given: to find, mend, note and take out; and the texts that were put off.
import { ask, download, project, projectPath } from "./api.js";
import { $, button, count, element, names as shownNames, own, percent, queried, setOptions, spoken } from "./elements.js";
import { attempt, say } from "./messages.js";
import { person } from "./person.js";
import { show } from "./tabs.js";

const rowsAtATime = 50;
let names = [], shown = 0, question = 0;

export function startLabels() {
  $("labels-form").addEventListener("submit", event => {
    event.preventDefault();
    attempt(refreshLabels);
  });
  for (const id of ["which", "of-label"]) $(id).addEventListener("change", () => attempt(refreshLabels));
  $("more-labels").addEventListener("click", () => attempt(showMore));
  for (const format of ["csv", "jsonl"]) {
    $(`labels-${format}`).addEventListener("click", () => attempt(() =>
      download(`labels-${project}.${format}`, projectPath(`/labels?format=${format}`))));
  }
}

/** Opens the list at a text, which a model takes for something else than its label. */
export function openLabel(text) {
  // Enough to find it by; an address may not be too long.
  $("labels-search").value = text.slice(0, 200);
  $("which").value = "all";
  $("of-label").value = "";
  show("labels");
  $("labels-search").focus();
}

export async function refreshLabels() {
  shown = 0;
  await showMore();
  await showAgreement();
}

/** What the filters mean to the API: texts without a label have a list of their own. */
const lists = {
  all: "", disagrees: "disagrees=true", note: "note=true", disputed: "disputed=true",
  skipped: "state=skipped", none: "state=none",
};

async function showMore() {
  const which = lists[$("which").value];
  const query = new URLSearchParams(which);
  query.set("offset", shown);
  query.set("limit", rowsAtATime);
  const search = $("labels-search").value.trim();
  if (search) query.set("search", search);
  const isOpen = query.has("state");
  if (!isOpen && $("of-label").value) query.set("label", $("of-label").value);
  if (!isOpen) query.set("latest", true);
  const mine = ++question;
  const list = await ask("GET", projectPath(`/${isOpen ? "texts" : "labels"}?${query}`));
  if (mine !== question) return;
  if (shown === 0) $("labels-list").replaceChildren();
  if (!isOpen) {
    names = list.names;
    setOptions($("of-label"), [["", "any label"], ...names.map(name => [name, name])]);
  }
  $("of-label").disabled = isOpen;
  const entries = isOpen ? list.texts.map(openEntry) : list.labels.map(labelEntry);
  $("labels-list").append(...entries);
  shown += entries.length;
  $("more-labels").hidden = shown >= list.total;
  const said = count(list.total, "text") + (list.judging ? "; what the model says of them is still being found." : ".");
  $("labels-total").textContent = said;
  say(said);
}

function labelEntry({ id, text, label, person: by, note, isUploaded, answer, probability }) {
  const { node: choice, value, show: showValue } = typeof label === "string" ? oneOf(label) : anyOf(label);
  let given = label;
  choice.addEventListener("change", () => attempt(async () => {
    const wanted = value();
    try {
      await ask("PUT", projectPath(`/labels/${id}`), { label: wanted, expected: given, person: person() });
      given = wanted;
      say(`The label is ${spoken(wanted)} now.`);
    } catch (error) {
      showValue(given);
      throw error;
    }
  }));
  const field = element("input", { value: note, dir: "auto", "aria-label": "Note", placeholder: "note" });
  field.addEventListener("change", () => attempt(async () => {
    await ask("PUT", projectPath(`/labels/${id}`), { note: field.value });
    say("The note is saved.");
  }));
  const from = isUploaded ? ["from a file"] : by ? ["by ", own(by)] : [];
  const entry = element("li", {}, wholeText(text),
    element("div", { class: "row" }, choice, field, button("Remove", () => attempt(async () => {
      await ask("DELETE", projectPath(`/labels/${id}?${new URLSearchParams({ expected: queried(given) })}`));
      leave(entry, "The label is removed; the text is open again.");
    }), { class: "danger", "aria-label": "Remove the label" }), ...opinion(label, answer, probability),
    element("span", { class: "quiet" }, ...from)));
  return entry;
}

/** The label of a text that has one. */
function oneOf(label) {
  const node = element("select", { "aria-label": "Label" });
  setOptions(node, names.map(name => [name, name]), label);
  return { node, value: () => node.value, show: name => { node.value = name; } };
}

/** The labels of a text that may have any number. */
function anyOf(labels) {
  const boxes = names.map(name => element("input", { type: "checkbox", value: name }));
  const show = chosen => boxes.forEach(box => { box.checked = chosen.includes(box.value); });
  show(labels);
  const node = element("div", { class: "row", role: "group", "aria-label": "Labels" },
    ...boxes.map(box => element("label", { class: "check" }, box, " ", own(box.value))));
  return { node, value: () => boxes.filter(box => box.checked).map(box => box.value), show };
}

const longest = 600;

/** A text; of a long one the beginning, and the rest when it is asked for. */
function wholeText(text) {
  const paragraph = element("p", { dir: "auto", class: "text" }, text.slice(0, longest));
  if (text.length > longest) {
    const rest = button("… all of it", () => { rest.replaceWith(text.slice(longest)); });
    paragraph.append(rest);
  }
  return paragraph;
}

/** What a model that was made without the label says. */
function opinion(label, answer, probability) {
  if (answer === undefined) return [];
  return [queried(answer) === queried(label)
    ? element("span", { class: "quiet" }, `the model agrees (${percent(probability)})`)
    : element("span", { class: "differs" }, "the model says ", shownNames(answer), ` (${percent(probability)})`)];
}

function openEntry({ id, text }) {
  const isNone = $("which").value === "none";
  const entry = element("li", {}, wholeText(text),
    element("div", { class: "row" }, button("Ask again", () => attempt(async () => {
      await ask("PUT", projectPath(`/suggestions/${id}`), isNone ? { none: false } : { skipped: false });
      leave(entry, "The text is open again.");
    })), button("Remove the text", () => attempt(async () => {
      await ask("DELETE", projectPath(`/texts/${id}`));
      leave(entry, "The text is removed.");
    }), { class: "danger" })));
  return entry;
}

/** An entry that is in the list no more leaves the focus to the next. */
function leave(entry, spoken) {
  const next = entry.nextElementSibling ?? entry.previousElementSibling;
  entry.remove();
  shown -= 1;
  (next?.querySelector("select, input, button") ?? $("labels-search")).focus();
  say(spoken);
}

async function showAgreement() {
  const { alpha, low, high, texts, people } = await ask("GET", projectPath("/agreement"));
  const by = `${count(texts, "text")} that two or more have labelled`;
  $("agreement").textContent = !texts ? ""
    : alpha === undefined ? `All labels of ${by} are the same.`
    : `${people.join(", ")} agree with Krippendorff's alpha of ${alpha.toFixed(2)}`
      + ` (95 % interval ${low.toFixed(2)} to ${high.toFixed(2)}), by ${by}.`
      + " 1 is agreement about all, 0 what chance would give.";
}
