// The projects: which one the page is in, and to make, rename, put away and move them.
import { ask, download, firstProject, project } from "./api.js";
import { $, button, count, element, setOptions } from "./elements.js";
import { attempt, say } from "./messages.js";
import { sayWhere } from "./tabs.js";

export async function startProjects() {
  $("project").addEventListener("change", () => open($("project").value));
  $("manage-projects").addEventListener("click", () => attempt(async () => {
    await refreshProjects();
    $("projects-dialog").showModal();
  }));
  $("close-projects").addEventListener("click", () => $("projects-dialog").close());
  $("project-form").addEventListener("submit", event => {
    event.preventDefault();
    const isMultiLabel = $("project-multi-label").checked;
    change(async () => open((await ask("POST", "/v1/projects", { name: $("project-name").value, isMultiLabel })).id));
  });
  $("import-project").addEventListener("change", () => change(async () => {
    const file = $("import-project").files[0];
    if (!file) return;
    $("import-project").value = "";
    open((await ask("POST", "/v1/projects", file, "application/octet-stream")).id);
  }));
  await attempt(refreshProjects);
}

/** Another project is another address, so that a reload, a bookmark and a second tab stay in theirs. */
function open(id) {
  location.search = new URLSearchParams({ project: id });
}

/** Problems are told within the dialog, as it covers the page's own message. */
async function change(work) {
  $("projects-problem").hidden = true;
  try {
    await work();
  } catch (error) {
    $("projects-problem").textContent = error.message;
    $("projects-problem").hidden = false;
    say(error.message);
  }
}

async function refreshProjects() {
  const { projects } = await ask("GET", "/v1/projects");
  const current = projects.find(({ id }) => id === project) ?? projects[0];
  setOptions($("project"), projects.filter(({ id, isArchived }) => !isArchived || id === current.id)
    .map(({ id, name }) => [id, name]), current.id);
  sayWhere(projects.length > 1 ? current.name : "");
  $("projects").replaceChildren(...projects.map(other => entry(other, other.id === current.id)));
}

function entry({ id, name, isArchived, isMultiLabel, texts, labelled }, isCurrent) {
  const address = `/v1/projects/${encodeURIComponent(id)}`;
  const put = (body, spoken) => change(async () => {
    await ask("PUT", address, body);
    await refreshProjects();
    say(spoken);
  });
  const field = element("input", { value: name, dir: "auto", "aria-label": `Name of ${name}` });
  field.addEventListener("change", () => put({ name: field.value }, "The project is renamed."));
  const named = (text, action, kind = "") =>
    button(text, action, { class: kind, "aria-label": `${text} ${name}` });
  const remove = () => change(async () => {
    const lost = `its ${count(texts, "text")}, labels and versions`;
    if (!confirm(`Remove “${name}” with ${lost}? This can't be undone.`)) return;
    await ask("DELETE", address);
    if (isCurrent) return open(firstProject);
    await refreshProjects();
    say("The project is removed.");
  });
  const take = named("Export", () => change(() => download(`${id}.sqlar`, `${address}/export`)));
  const actions = id === firstProject ? []
    : !isArchived ? [named("Archive", () => put({ isArchived: true }, "The project is archived."))]
    : [named("Bring back", () => put({ isArchived: false }, "The project is back.")),
      named("Remove", remove, "danger")];
  return element("li", {}, element("div", { class: "row" }, field,
    element("span", { class: "quiet" }, `${count(texts, "text")}, ${labelled.toLocaleString("en")} labelled`
      + (isMultiLabel ? ", any number of labels a text" : "")),
    take, ...actions));
}
