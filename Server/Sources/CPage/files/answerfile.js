// A whole file at once: its records come back with answers in further columns.
import { download, projectPath } from "./api.js";
import { $, own, setOptions } from "./elements.js";
import { attempt, say } from "./messages.js";
import { hasFields, look } from "./upload.js";

let file = null, preview = null;

export function startAnswerFile() {
  $("answer-file").addEventListener("change", () => attempt(choose));
  $("answer-column").addEventListener("change", () => { $("answer-it").disabled = !$("answer-column").value; });
  $("answer-form").addEventListener("submit", event => {
    event.preventDefault();
    attempt(answer);
  });
}

async function choose() {
  $("answer-form").hidden = true;
  $("answer-state").textContent = "";
  file = $("answer-file").files[0];
  if (!file) return;
  preview = await look(file, new URLSearchParams({ name: file.name }));
  const { columns, textField } = preview;
  const named = columns.map(name => [name, name]);
  setOptions($("answer-column"), textField ? named : [["", "choose"], ...named], textField ?? "");
  $("answer-column-choice").hidden = columns.length < 2;
  $("answer-it").disabled = !textField;
  $("answer-form").hidden = false;
  $("answer-it").focus();
}

async function answer() {
  const { format, encoding, delimiter, columns } = preview;
  const isTable = hasFields(format);
  const output = isTable ? format : "csv";
  const query = new URLSearchParams({ name: file.name, format, encoding, output, "escape-formulas": "true" });
  if (delimiter) query.set("delimiter", delimiter);
  if (isTable) query.set("text-field", $("answer-column").value);
  const taken = columns.map(name => name.toLowerCase());
  const free = name => taken.includes(name) ? free(`model_${name}`) : name;
  for (const name of ["label", "probability", "coverage"]) query.set(`${name}-column`, free(name));
  const { name } = file;
  tell("Answering ", name, " …");
  try {
    await download(`${name.replace(/(\.[^.]*)?(\.gz|\.xz)?$/i, "")}-answers.${output}`,
      projectPath(`/classify/file?${query}`), file);
    tell("The answers to ", name, " are saved.");
  } catch (error) {
    $("answer-state").textContent = "";
    throw error;
  }
}

function tell(before, name, after) {
  $("answer-state").replaceChildren(before, own(name), after);
  say($("answer-state").textContent);
}
