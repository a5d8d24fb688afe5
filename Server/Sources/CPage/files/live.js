// What answers now.
import { ask, project } from "./api.js";
import { $ } from "./elements.js";

const kinds = {
  words: "This model knows words and pairs of words alone.",
  encoder: "This model knows words, and has an encoder that reads texts as a whole, in five languages.",
};

let live = "";

/** Says what answers now, and on a new server what the ways in are. */
export async function refreshLive() {
  const { model, kind } = await ask("GET", `/v1/projects/${encodeURIComponent(project)}`);
  if (!model) {
    $("live").textContent = "This project is archived: bring it back, by “Projects”, to use it.";
    return;
  }
  sayLive(model);
  $("kind").textContent = kinds[kind];
  $("welcome").hidden = !isBuiltIn();
}

const isBuiltIn = () => live === "built-in";

/** Says it anew when an answer came from another model than the one that was said. */
export function noteModel(model) {
  if (model !== live) refreshLive().catch(() => {});
}

export function sayLive(model) {
  live = model;
  $("live").textContent = isBuiltIn()
    ? "The built-in model answers: it tells favourable opinions from unfavourable ones. No text leaves this machine."
    : `Answers come from: ${model}. No text leaves this machine.`;
}
