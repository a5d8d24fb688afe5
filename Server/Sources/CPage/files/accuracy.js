// How accurate the model may be expected to be, and what more labels are worth.
import { ask, projectPath } from "./api.js";
import { showCurve } from "./curve.js";
import { $, count, names, percent, range } from "./elements.js";
import { refreshLive } from "./live.js";
import { attempt } from "./messages.js";

let timer = 0;

/** Shows it, and asks again until the cross-validation and the encoder are through: they follow a label. */
export function showAccuracy(state) {
  clearTimeout(timer);
  if (state.judging || state.encoding) timer = setTimeout(() => attempt(async () => {
    showAccuracy(await ask("GET", projectPath("/suggestions?limit=1")));
    refreshLive().catch(() => {});
  }), state.judging ? 300 : 2000);
  $("encoding").textContent = state.encoding ? "The encoder is reading your texts in the background."
    : state.kind === "encoder" && state.accuracy
      ? "This is of the model with the encoder; the curve is of models of words alone." : "";
  $("accuracy").replaceChildren(...state.accuracy ? figures(state)
    : ["Not known yet: it takes labels of texts that were asked at random, or that came with a file."]);
  $("advice").textContent = state.advice;
  showCurve(state.curve);
}

// Suggested texts are no sample of all: those that are judged on were asked at random, or came with labels.
const figures = ({ accuracy, judged, majorityBaseline: majority, measure }) => [
  measure === "accuracy" ? `${percent(accuracy.accuracy)} of new texts`
    : `${measure} ${percent(accuracy.accuracy)} of the labels of new texts`,
  ` (95 % interval ${range(accuracy)}), by a model of `,
  count(accuracy.labels, "label"),
  // Until the latest labels are judged, the figures are of those before.
  judged ? `, judged on the ${judged} of them that are a sample of your texts` : "",
  ...majority ? ["; always answering “", names(majority.label), "” would ",
    `${measure === "accuracy" ? "be right on" : "reach"} ${percent(majority.accuracy)}`] : []];
