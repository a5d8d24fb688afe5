// Texts in: a file, or what is pasted, is shown as it would be read before it is added.
import { ask, projectPath } from "./api.js";
import { $, button, cell, count, element, names, own, row, setOptions, spoken } from "./elements.js";
import { attempt, say } from "./messages.js";

/** So much of a file shows how it is to be read; a compressed one is cut nowhere. */
const beginning = 1 << 20;
const encodings = ["UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252", "windows-1250", "windows-1251", "windows-1256",
  "gb18030", "Big5", "Shift_JIS", "EUC-JP", "EUC-KR"];
const formats = [["lines", "one text a line"], ["document", "one text in all"], ["csv", "CSV"], ["tsv", "TSV"],
  ["jsonl", "JSON Lines"], ["fasttext", "fastText"]];
const delimiters = [[",", "comma"], [";", "semicolon"], ["\t", "tab"], ["|", "vertical bar"]];
/** What is chosen of the reading, by the name that the API has for it. */
const fields = ["text-field", "label-field", "id-field"];
const choices = ["format", "encoding", "delimiter", "label-separator", ...fields];

let file = null, preview = null, question = 0;
let chosen = {};

/** Calls back when texts were added. */
export function startUpload(changed) {
  $("file").addEventListener("change", () => choose($("file").files[0]));
  $("texts-card").addEventListener("dragover", event => event.preventDefault());
  $("texts-card").addEventListener("drop", event => {
    event.preventDefault();
    choose(event.dataTransfer.files[0]);
  });
  $("paste-form").addEventListener("submit", event => {
    event.preventDefault();
    choose(new File([$("pasted").value], "pasted texts.txt"));
  });
  for (const name of choices) $(name).addEventListener("change", () => {
    // Other columns than before may come of another reading.
    if (!fields.includes(name) && name !== "label-separator") for (const field of fields) delete chosen[field];
    chosen[name] = $(name).value;
    attempt(showPreview);
  });
  $("cancel-upload").addEventListener("click", close);
  $("preview-form").addEventListener("submit", event => {
    event.preventDefault();
    attempt(() => add(changed));
  });
}

function choose(newFile) {
  if (!newFile) return;
  [file, chosen] = [newFile, {}];
  $("uploaded").replaceChildren();
  $("conflicts").replaceChildren();
  attempt(async () => {
    try {
      await showPreview();
    } catch (error) {
      close();
      throw error;
    }
    $("preview-form").hidden = false;
    $("add-texts").focus();
    say(`${file.name}: ${$("preview-found").textContent}`);
  });
}

function close() {
  $("preview-form").hidden = true;
  $("file").value = "";
  file = preview = null;
}

function query() {
  const query = new URLSearchParams({ name: file.name });
  for (const name of choices) if (chosen[name]) query.set(name, chosen[name]);
  return query;
}

/** How the server would read a file. */
export function look(file, query) {
  const isCompressed = /\.(gz|xz)$/i.test(file.name);
  const content = isCompressed ? file : file.slice(0, beginning);
  return ask("POST", projectPath(`/uploads/preview?${query}`), content, "application/octet-stream");
}

async function showPreview() {
  const mine = ++question;
  $("add-texts").disabled = true;
  const answer = await look(file, query());
  if (mine !== question) return;
  preview = answer;
  const { columns, rows, textField, labelField, idField, labels, repaired } = preview;
  $("preview-title").replaceChildren("As ", own(file.name), " would be read");
  setOptions($("format"), formats, preview.format);
  setOptions($("encoding"), withCurrent(encodings, preview.encoding).map(name => [name, name]), preview.encoding);
  setOptions($("delimiter"), delimiters, preview.delimiter ?? "");
  $("delimiter-choice").hidden = !preview.delimiter;
  const named = columns.map(name => [name, name]);
  setOptions($("text-field"), textField ? named : [["", "choose"], ...named], textField ?? "");
  setOptions($("label-field"), [["", "none"], ...named], labelField ?? "");
  setOptions($("id-field"), [["", "none"], ...named], idField ?? "");
  for (const field of fields) $(field).disabled = columns.length < 2;
  $("preview-table").replaceChildren(
    element("thead", {}, row(...columns.map(name => element("th", { scope: "col" }, own(name), use(name))))),
    element("tbody", {}, ...rows.slice(0, 8).map(cells => row(...cells.map(text => cell(own(shortened(text))))))));
  $("preview-found").textContent = [
    textField ? "" : "Choose the column that has the texts.",
    labels?.length ? `Labels in the first rows: ${labels.map(({ name, count }) => `${name} (${count})`).join(", ")}.` : "",
    repaired ? `${count(repaired, "sign")} aren't ${preview.encoding}: choose another encoding.` : "",
  ].filter(Boolean).join(" ");
  $("add-texts").disabled = !textField;
}

/** In a project whose texts may have any number of labels, what stands between these can be said. */
export const showSeparator = ({ isMultiLabel }) => { $("label-separator-choice").hidden = !isMultiLabel; };

/** The encodings, with the one that a file has. */
const withCurrent = (names, current) =>
  [current, ...names.filter(name => name.toLowerCase() !== current.toLowerCase())];

/** What a column is used as. */
function use(name) {
  const { textField, labelField, idField } = preview;
  const as = name === textField ? "text" : name === labelField ? "label" : name === idField ? "id" : "";
  return as && columnsDiffer(name, as) ? element("small", { class: "quiet" }, ` (${as})`) : "";
}
const columnsDiffer = (name, as) => name.toLowerCase() !== as;

const shortened = text => text.length > 200 ? `${text.slice(0, 200)} …` : text;

async function add(changed) {
  const { name } = file;
  const parameters = query();
  parameters.set("labelled", Boolean(preview.labelField));
  // What was seen is what is added.
  const { format, encoding, delimiter, textField, labelField, idField } = preview;
  const seen = { format, encoding, delimiter,
    ...hasFields(format) ? { "text-field": textField, "label-field": labelField, "id-field": idField } : {} };
  for (const [key, value] of Object.entries(seen)) if (value) parameters.set(key, value);
  $("uploaded").textContent = `Adding ${name} …`;
  say($("uploaded").textContent);
  try {
    const upload = await ask("POST", projectPath(`/texts?${parameters}`), file, "application/octet-stream");
    close();
    $("pasted").value = "";
    await changed();
    sayOfUpload(name, upload);
  } catch (error) {
    $("uploaded").textContent = "";
    throw error;
  }
}

export const hasFields = format => ["csv", "tsv", "jsonl"].includes(format);

function sayOfUpload(name, { added, read, skipped, repaired, labelled, conflicts, conflicting }) {
  $("uploaded").textContent = [
    `${added} of the ${read} texts in ${name} are new` + (labelled ? `, and ${count(labelled, "label")}.` : "."),
    skipped ? `${count(skipped, "record")} were left out: they have no text, or can't be read.` : "",
    repaired ? `${count(repaired, "sign")} couldn't be read in that encoding.` : "",
    conflicts ? `${count(conflicts, "label")} of the file differ from those that the texts have, which stay:` : "",
  ].filter(Boolean).join(" ");
  say($("uploaded").textContent);
  $("conflicts").replaceChildren(...conflicting.map(conflict));
}

function conflict({ id, text, label, uploaded }) {
  const take = button("Take the file's", () => attempt(async () => {
    await ask("PUT", projectPath(`/labels/${id}`), { label: uploaded, expected: label });
    take.replaceWith("taken");
    say(`The label is ${spoken(uploaded)} now.`);
  }), { "aria-label": `Take ${spoken(uploaded)} for ${shortened(text)}` });
  return element("li", {}, own(shortened(text)), " is ", names(label), ", in the file ", names(uploaded), " ", take);
}
