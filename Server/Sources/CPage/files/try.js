// One text: its label as it is typed, and what each word contributes.
import { ask, projectPath } from "./api.js";
import { $, element, names, own, percent } from "./elements.js";
import { noteModel } from "./live.js";
import { attempt, say } from "./messages.js";

/** The label, or the labels where a text may have any number; none where nothing of the text is known, or a model of
    `fit --abstain` is too unsure. */
export const labelOf = prediction => prediction.coverage > 0 ? prediction.labels ?? prediction.label : null;

/** Of the label, or of each of several. */
export const probabilityOf = ({ labels, probability, probabilities }) =>
  labels ? labels.map(name => percent(probabilities[name], 1)).join(", ") : percent(probability, 1);

export const shownLabel = prediction => {
  const label = labelOf(prediction);
  return label === null ? element("em", {}, "no answer") : names(label);
};

let question = 0;

export function startTry() {
  // An address of its own for the field would be what a reload opens.
  $("way-try").addEventListener("click", event => {
    event.preventDefault();
    $("text").focus();
  });
  $("text").addEventListener("input", () => attempt(async () => {
    const mine = ++question;
    const text = $("text").value;
    if (!text.trim()) {
      $("verdict").replaceChildren();
      return $("answer").replaceChildren();
    }
    const answer = await ask("POST", projectPath("/classify"), { text, explain: true });
    if (mine === question) showAnswer(answer);
  }));
}

function showAnswer({ model, predictions: [prediction] }) {
  const label = labelOf(prediction);
  const probability = label === null ? "" : ` ${probabilityOf(prediction)}`;
  // Where there are several, the words are shown for the likeliest.
  const [likeliest, sureness] = Object.entries(prediction.probabilities).reduce((a, b) => b[1] > a[1] ? b : a);
  $("verdict").replaceChildren(element("strong", {}, shownLabel(prediction)), probability);
  const words = element("p", { class: "words", dir: "auto" });
  for (const word of prediction.words) words.append(shownWord(word), " ");
  const note = !prediction.coverage ? "No word of it is known."
    : label === null ? "The model isn't sure enough to answer."
    : [element("span", { class: "word for" }, "▲"), " speaks for ", own(likeliest), ", ",
      element("span", { class: "word against" }, "▼"),
      " against it: by so much its log-odds would fall without the word."];
  $("answer").replaceChildren(element("meter",
    { min: 0, max: 1, value: label === null ? 0 : sureness, "aria-label": "Probability" }),
    words, element("p", { class: "quiet" }, ...[note].flat()));
  say($("verdict").textContent);
  noteModel(model);
}

function shownWord({ text, known, contribution }) {
  const kind = !known ? "unknown" : contribution >= 0 ? "for" : "against";
  const push = known ? `${contribution >= 0 ? "▲ +" : "▼ −"}${Math.abs(contribution).toFixed(2)}` : "unknown";
  // Not isolated: the direction of the paragraph is that of its words.
  return element("span", { class: `word ${kind}` }, text, " ", element("small", { dir: "ltr" }, push));
}
