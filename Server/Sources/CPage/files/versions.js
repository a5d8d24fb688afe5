// The versions of the word vectors, compared on the same labels.
import { ask, projectPath } from "./api.js";
import { $, button, cell, element, head, number, percent, range, row } from "./elements.js";
import { sayLive } from "./live.js";
import { attempt, say } from "./messages.js";

const pause = 1000;

/** Shows them, and again until all are judged by the latest labels. */
export async function refreshVersions() {
  const { live, models, judging } = await ask("GET", projectPath("/models"));
  sayLive(live);
  showAdvice(models);
  $("judging").textContent = judging ? "The versions are being judged by the latest labels …" : "";
  if (judging && !$("train").hidden) setTimeout(() => attempt(refreshVersions), pause);
  $("models").tBodies[0].replaceChildren(...models.map(model => row(head(model.name),
    number(model.accuracy
      ? `${percent(model.accuracy.accuracy)} (${range(model.accuracy)})` : "not known yet"),
    number(`${model.words.toLocaleString("en")} × ${model.dimension}`),
    cell(model.isLive ? element("strong", {}, "in use") : useButton(model)))));
}

/** Another version that is better on the same labels is said, and by how much that can be trusted. */
function showAdvice(models) {
  const better = models.find(model => model.suggested);
  const used = models.find(model => model.isLive);
  $("version-advice").textContent = !better?.accuracy || !used?.accuracy ? ""
    : `${better.name} is right on ${percent(better.accuracy.accuracy)} of the texts that are judged, ${used.name} on `
      + `${percent(used.accuracy.accuracy)}. ` + (better.isBeyondChance
        ? "That is more than chance would do. Use it?" : "Chance alone may do that: use it, or label more.");
}

const useButton = model => button("Use", () => attempt(async () => {
  await ask("PUT", projectPath("/models/live"), { version: model.version });
  await refreshVersions();
  say(`${model.name} is in use.`);
}), { "aria-label": `Use ${model.name}` });
