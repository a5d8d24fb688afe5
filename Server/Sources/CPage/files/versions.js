// The versions of the word vectors, compared on the same labels: to use, name, take out and remove.
import { ask, download, project, projectPath, request } from "./api.js";
import { $, button, element, own, percent, range } from "./elements.js";
import { sayLive } from "./live.js";
import { attempt, say } from "./messages.js";

const pause = 1000;

export function startVersions() {
  $("download-live").addEventListener("click", () => attempt(() =>
    download(`model-${project}.safetensors`, projectPath("/models/live/file"))));
}

/** Shows them, and again until all are judged by the latest labels. */
export async function refreshVersions() {
  const { live, models, judging } = await ask("GET", projectPath("/models"));
  sayLive(live);
  showAdvice(models);
  $("judging").textContent = judging ? "The versions are being judged by the latest labels …" : "";
  if (judging && !$("train").hidden) setTimeout(() => attempt(refreshVersions), pause);
  // A name that is being written stays.
  if (!$("models").contains(document.activeElement) || !document.activeElement.matches("input")) {
    $("models").replaceChildren(...models.map(entry));
  }
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

function entry(model) {
  const { version, name, isLive, words, dimension, accuracy } = model;
  const named = (text, action, kind = "") =>
    button(text, () => attempt(action), { class: kind, "aria-label": `${text} ${name}` });
  const right = accuracy ? `right on ${percent(accuracy.accuracy)} (${range(accuracy)})` : "accuracy not known yet";
  // What came with the program has neither a name of the user's nor a file.
  const more = version === 0 ? [] : [
    named("Download vectors", () =>
      download(`vectors-${project}-${version}.safetensors`, projectPath(`/models/${version}/file`))),
    ...isLive ? [] : [named("Remove", () => remove(model), "danger")]];
  return element("li", {}, element("div", { class: "row" }, title(model),
    element("span", {}, right),
    element("span", { class: "quiet" }, `${words.toLocaleString("en")} words × ${dimension}`),
    isLive ? element("strong", {}, "in use") : named("Use", () => use(model)), ...more));
}

function title({ version, name }) {
  if (version === 0) return element("strong", {}, own(name));
  const field = element("input", { value: name, dir: "auto", "aria-label": `Name of ${name}` });
  field.addEventListener("change", () => attempt(async () => {
    await request("PUT", projectPath(`/models/${version}`), { name: field.value });
    field.blur();
    await refreshVersions();
    say("The version is renamed.");
  }));
  return field;
}

async function use({ version, name }) {
  await ask("PUT", projectPath("/models/live"), { version });
  await refreshVersions();
  say(`${name} is in use.`);
}

async function remove({ version, name }) {
  if (!confirm(`Remove ${name}? Its vectors are lost.`)) return;
  await request("DELETE", projectPath(`/models/${version}`));
  await refreshVersions();
  say(`${name} is removed.`);
}
