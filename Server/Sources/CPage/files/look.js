// What the model knows: the map, nearest words, and where it is wrong.
import { ask, projectPath } from "./api.js";
import { $, element, own } from "./elements.js";
import { showEvaluation } from "./evaluation.js";
import { showMap } from "./map.js";
import { attempt, say } from "./messages.js";

export function startLook() {
  $("neighbors-form").addEventListener("submit", event => {
    event.preventDefault();
    attempt(async () => {
      const query = new URLSearchParams({ word: $("word").value.trim().toLowerCase() });
      const { neighbors } = await ask("GET", projectPath(`/neighbors?${query}`));
      $("neighbors").replaceChildren(...neighbors.map(({ word, distance }) =>
        element("li", {}, own(word), " ", element("small", { class: "quiet" }, (1 - distance).toFixed(3)))));
      say(`Nearest: ${neighbors.map(({ word }) => word).join(", ")}`);
    });
  });
}

export async function refreshLook() {
  const [{ points }, { names }] = await Promise.all(
    [ask("GET", projectPath("/map")), ask("GET", projectPath("/labels/names")), refreshEvaluation()]);
  showMap(points, names);
}

const pause = 1000;

/** Shows it, and again until it is of the latest labels. */
async function refreshEvaluation() {
  const evaluation = await ask("GET", projectPath("/evaluation"));
  showEvaluation(evaluation);
  if (evaluation.judging && !$("look").hidden) setTimeout(() => attempt(refreshEvaluation), pause);
}
