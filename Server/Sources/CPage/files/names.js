// The labels: their names, what they mean, and how many texts have each.
import { ask, projectPath } from "./api.js";
import { $, button, count, element } from "./elements.js";
import { attempt, say } from "./messages.js";

let labels = [];
let changed = async () => {};

/** Calls back when the labels have changed. */
export function startNames(whenChanged) {
  changed = whenChanged;
  $("names-form").addEventListener("submit", event => {
    event.preventDefault();
    attempt(async () => {
      const added = $("names").value.split(",").map(name => name.trim()).filter(Boolean);
      await save([...new Set([...labels.map(({ name }) => name), ...added])]);
      $("names").value = "";
      say("The labels are saved.");
      await changed();
    });
  });
}

const save = (names, guidelines = {}) => ask("PUT", projectPath("/labels/names"), { names, guidelines });

export function showNames(state) {
  if (JSON.stringify(labels) === JSON.stringify(state.labels)) return;
  labels = state.labels;
  $("names-card").hidden = !labels.length;
  $("label-list").replaceChildren(...labels.map(labelRow));
}

/** A form for one label: Save keeps its name and its guideline. */
function labelRow({ name, guideline, count: texts }) {
  const nameField = element("input",
    { value: name, dir: "auto", "aria-label": `Name of ${name}`, required: "" });
  const guide = element("input", { value: guideline, dir: "auto", "aria-label": `When ${name} is right`,
    placeholder: "when it is right" });
  const form = element("form", { class: "row" }, nameField, guide,
    element("span", { class: "quiet" }, count(texts, "text")),
    element("button", { "aria-label": `Save ${name}` }, "Save"));
  form.addEventListener("submit", event => {
    event.preventDefault();
    attempt(() => change(name, nameField.value.trim(), guide.value.trim()));
  });
  // A label that texts have goes by being renamed to another.
  if (!texts) form.append(button("Remove", () => attempt(async () => {
    await save(labels.map(label => label.name).filter(other => other !== name));
    say(`${name} is removed.`);
    await changed();
  }), { class: "danger", "aria-label": `Remove ${name}` }));
  return element("li", {}, form);
}

async function change(name, newName, guideline) {
  const names = labels.map(label => label.name);
  const merges = newName !== name && names.includes(newName);
  if (merges && !confirm(`There is a label “${newName}” already. Make the two one?`)) return;
  if (newName !== name) await ask("POST", projectPath("/labels/names/rename"), { from: name, to: newName });
  if (!merges) await save(names.map(other => other === name ? newName : other), { [newName]: guideline });
  say(merges ? `${name} is ${newName} now.` : `${newName} is saved.`);
  await changed();
}
