// The texts that are there, by the uploads that they came with; each can be taken back.
import { ask, projectPath } from "./api.js";
import { $, button, count, element, own } from "./elements.js";
import { attempt, say } from "./messages.js";

let changed = async () => {};

/** Calls back when texts were removed. */
export function startTexts(whenChanged) {
  changed = whenChanged;
  $("remove-texts").addEventListener("click", () => attempt(async () => {
    if (!confirm("Remove all texts and labels of this project?")) return;
    await ask("DELETE", projectPath("/texts"));
    $("uploaded").textContent = "";
    $("conflicts").replaceChildren();
    await changed();
    say("All texts are removed.");
  }));
}

export function showCounts({ counts: { texts, labelled, skipped, none } }) {
  const more = (number, what) => number ? `, ${number.toLocaleString("en")} ${what}` : "";
  const done = more(skipped, "skipped") + more(none, "with none of the labels");
  $("counts").textContent = !texts ? "No texts yet."
    : `${count(texts, "text")}, ${labelled.toLocaleString("en")} labelled${done}.`;
  $("remove-texts").hidden = !texts;
}

export async function refreshUploads() {
  const { uploads } = await ask("GET", projectPath("/uploads"));
  $("uploads-card").hidden = !uploads.length;
  $("uploads").replaceChildren(...uploads.map(upload));
}

function upload({ id, name, time, texts, labels }) {
  const remove = async () => {
    if (!confirm(`Remove the ${count(texts, "text")} of ${name}, with their labels?`)) return;
    await ask("DELETE", projectPath(`/uploads/${id}`));
    await changed();
    say(`${name} is removed.`);
  };
  const when = time ? `${new Date(1000 * time).toLocaleString([], { dateStyle: "medium", timeStyle: "short" })}, ` : "";
  return element("li", {}, element("div", { class: "row" }, own(name),
    element("span", { class: "quiet" }, `${when}${count(texts, "text")}, ${count(labels, "label")} by it`),
    button("Remove", () => attempt(remove), { class: "danger", "aria-label": `Remove ${name}` })));
}
