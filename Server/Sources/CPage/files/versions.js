// The versions of the word vectors, compared on the same labels.
import { ask, projectPath } from "./api.js";
import { $, button, cell, element, head, number, percent, range, row } from "./elements.js";
import { sayLive } from "./live.js";
import { attempt, say } from "./messages.js";

export async function refreshVersions() {
  const { live, models } = await ask("GET", projectPath("/models"));
  sayLive(live);
  $("models").tBodies[0].replaceChildren(...models.map(model => row(head(model.name),
    number(model.accuracy
      ? `${percent(model.accuracy.accuracy)} (${range(model.accuracy)})` : "needs two labels of each"),
    number(`${model.words.toLocaleString("en")} × ${model.dimension}`),
    cell(model.isLive ? element("strong", {}, "in use") : useButton(model)))));
}

const useButton = model => button("Use", () => attempt(async () => {
  await ask("PUT", projectPath("/models/live"), { version: model.version });
  await refreshVersions();
  say(`${model.name} is in use.`);
}), { "aria-label": `Use ${model.name}` });
