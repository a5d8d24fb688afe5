// Where the model is wrong: confusion matrix and worst mistakes.
import { $, button, element, head, names, number, own, percent, row } from "./elements.js";
import { openLabel } from "./labels.js";

export function showEvaluation({ report, multiLabelReport, labels, mistakes }) {
  $("matrix-title").textContent = multiLabelReport ? "How well labels are found" : "Confusion matrix";
  $("matrix").setAttribute("aria-label", $("matrix-title").textContent);
  $("matrix").replaceChildren(report ? matrix(report, labels) : multiLabelReport ? scores(multiLabelReport)
    : quiet("Not known yet: it takes labels of texts that were asked at random, or that came with a file."));
  $("mistakes").replaceChildren(mistakes.length ? element("ul", {}, ...mistakes.map(shownMistake))
    : quiet(report ?? multiLabelReport ? "None: every labelled text was judged rightly by a model that hadn't seen it." : "None known."));
}

const quiet = text => element("p", { class: "quiet" }, text);

const matrix = (report, labels) => element("table", {},
  element("thead", {}, row(element("th", { scope: "col" }, "label ↓, answer →"),
    ...labels.map(name => element("th", { scope: "col" }, own(name))))),
  element("tbody", {}, ...report.confusionMatrix.map((counts, index) =>
    row(head(labels[index]), ...counts.map(count => number(String(count)))))));

/** Where a text may have any number of labels. */
const scores = ({ labels, micro, macro }) => element("table", {},
  element("thead", {}, row(...["label", "precision", "recall", "F1"].map(name =>
    element("th", { scope: "col" }, name)))),
  element("tbody", {}, ...labels.map(({ label, precision, recall, f1 }) =>
    row(head(label), ...[precision, recall, f1].map(share => number(share === undefined ? "–" : percent(share))))),
  ...[["all together (micro)", micro], ["their mean (macro)", macro]].map(([name, mean]) =>
    row(head(name), ...[mean.precision, mean.recall, mean.f1].map(share => number(percent(share)))))));

const shownMistake = ({ text, truth, answer, probability }) => element("li", {},
  own(text), " — ", names(truth), ", taken for ", names(answer), ` (${percent(probability)}) `,
  button("Look at the label", () => openLabel(text), { "aria-label": `Look at the label of ${text.slice(0, 80)}` }));
