// Where the model is wrong: confusion matrix and worst mistakes.
import { $, button, element, head, number, own, percent, row } from "./elements.js";
import { openLabel } from "./labels.js";

export function showEvaluation({ report, labels, mistakes }) {
  $("matrix").replaceChildren(report ? matrix(report, labels)
    : quiet("Not known yet: it takes labels of texts that were asked at random, or that came with a file."));
  $("mistakes").replaceChildren(mistakes.length ? element("ul", {}, ...mistakes.map(shownMistake))
    : quiet(report ? "None: every labelled text was judged rightly by a model that hadn't seen it." : "None known."));
}

const quiet = text => element("p", { class: "quiet" }, text);

const matrix = (report, labels) => element("table", {},
  element("thead", {}, row(element("th", { scope: "col" }, "label ↓, answer →"),
    ...labels.map(name => element("th", { scope: "col" }, own(name))))),
  element("tbody", {}, ...report.confusionMatrix.map((counts, index) =>
    row(head(labels[index]), ...counts.map(count => number(String(count)))))));

const shownMistake = ({ text, truth, answer, probability }) => element("li", {},
  own(text), " — ", own(truth), ", taken for ", own(answer), ` (${percent(probability)}) `,
  button("Look at the label", () => openLabel(text), { "aria-label": `Look at the label of ${text.slice(0, 80)}` }));
