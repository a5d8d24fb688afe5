// Many texts at once: a table of answers, and the same as a file.
import { ask, projectPath } from "./api.js";
import { csv } from "./csv.js";
import { $, cell, count, number, own, percent, row, save } from "./elements.js";
import { attempt, say } from "./messages.js";
import { labelOf, probabilityOf, shownLabel } from "./try.js";

/** So many more rows are shown at a time: a page of thousands can't be scrolled. */
const rowsAtATime = 200;
let answers = [];

export function startMany() {
  $("classify-lines").addEventListener("click", () => attempt(classifyLines));
  $("more-answers").addEventListener("click", showMore);
  $("download").addEventListener("click", () => save("sentiment.csv",
    csv(["label", "probability", "coverage", "text"],
      answers.map(row => [[labelOf(row) ?? ""].flat().join("|"), row.probability ?? probabilityOf(row), row.coverage,
        row.text]))));
}

async function classifyLines() {
  const texts = $("lines").value.split(/\r?\n/).filter(line => line.trim());
  // After an error no table of other texts may stay.
  showAnswers([]);
  const all = [];
  for (const batch of batches(texts)) {
    all.push(...(await ask("POST", projectPath("/classify"), { texts: batch })).predictions);
    $("answered").textContent = `${all.length} of ${texts.length} answered`;
  }
  showAnswers(all);
  const none = all.filter(row => labelOf(row) === null).length;
  $("answered").textContent = !all.length ? "There is no text." : `${count(all.length, "text")} answered`
    + (none ? `, ${none} without an answer: nothing of them is known, or too little.` : ".");
  say($("answered").textContent);
}

function showAnswers(all) {
  answers = all;
  $("answered").textContent = "";
  $("answers").tBodies[0].replaceChildren();
  $("answers").hidden = $("download").hidden = all.length === 0;
  showMore();
}

function showMore() {
  const body = $("answers").tBodies[0];
  const from = body.rows.length;
  body.append(...answers.slice(from, from + rowsAtATime).map(answer => row(cell(shownLabel(answer)),
    number(labelOf(answer) === null ? "" : probabilityOf(answer)), number(percent(answer.coverage)),
    cell(own(answer.text)))));
  $("more-answers").hidden = body.rows.length >= answers.length;
  $("more-answers").textContent = `Show more (${answers.length - body.rows.length} are left)`;
}

/** Lines in as many requests as the server's limits demand. */
function batches(lines) {
  const [most, longest] = [500, 400_000];
  const all = [[]];
  let length = 0;
  for (const line of lines) {
    if (all.at(-1).length === most || (length && length + line.length > longest)) {
      all.push([]);
      length = 0;
    }
    all.at(-1).push(line);
    length += line.length;
  }
  return all.filter(batch => batch.length);
}
