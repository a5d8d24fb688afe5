// How the project's models learn from its labels, where a text has one.
import { ask, project } from "./api.js";
import { $, setOptions } from "./elements.js";
import { attempt, say } from "./messages.js";

const address = `/v1/projects/${encodeURIComponent(project)}`;
const weightings = [["equal", "as others"], ["balanced", "more, so that all labels count the same"]];
/** Weights by label, which are set by the API alone. */
let weights;

/** Calls back when another way is chosen. */
export function startLearning(whenChanged) {
  $("learning-card").addEventListener("toggle", () => attempt(async () => {
    if ($("learning-card").open) show((await ask("GET", address)).learning);
  }));
  $("learning-form").addEventListener("submit", event => {
    event.preventDefault();
    attempt(async () => {
      const [chosen, metric, noneLabel] = ["label-weights", "metric", "none-label"].map(id => $(id).value.trim());
      const labelWeights = chosen === "given" ? weights : chosen;
      const learning = { labelWeights, metric: metric || null, noneLabel: noneLabel || null };
      show((await ask("PUT", address, { learning })).learning);
      say("The labels are learned so from now on.");
      await whenChanged();
    });
  });
}

export const showLearning = ({ isMultiLabel }) => { $("learning-card").hidden = isMultiLabel; };

function show({ labelWeights, metric, noneLabel }) {
  const isGiven = typeof labelWeights === "object";
  weights = isGiven ? labelWeights : undefined;
  setOptions($("label-weights"), isGiven ? [...weightings, ["given", "by label, as the API set it"]] : weightings,
    isGiven ? "given" : labelWeights);
  $("metric").value = metric ?? "";
  $("none-label").value = noneLabel ?? "";
}
