// Trainings of word vectors, as they go on.
import { ServerError, ask, projectPath, request } from "./api.js";
import { $, percent } from "./elements.js";
import { attempt, say } from "./messages.js";
import { refreshVersions, startVersions } from "./versions.js";

let following = null;

export function startTrain() {
  startVersions();
  $("train-form").addEventListener("submit", event => {
    event.preventDefault();
    attempt(async () => {
      const settings = {};
      for (const name of ["epochs", "dimension", "seed"]) if ($(name).value) settings[name] = Number($(name).value);
      const { id } = await ask("POST", projectPath("/train"), settings);
      say("The training has begun.");
      follow(id);
      $("stop").focus();
    });
  });
  $("stop").addEventListener("click", () => attempt(() => ask("POST", projectPath(`/jobs/${following}/stop`))));
}

export async function refreshTrain() {
  const [{ jobs }] = await Promise.all([ask("GET", projectPath("/jobs")), refreshVersions()]);
  const running = jobs.find(job => job.state === "running");
  if (running) follow(running.id);
}

/** Shows a training until it is over. Where the connection is lost, it is taken up again. */
async function follow(id) {
  if (following !== null) return;
  following = id;
  $("stop").hidden = $("progress").hidden = false;
  await attempt(async () => {
    let job = null;
    while (job === null || job.state === "running") job = await lastState(id) ?? await stateLater(id);
    say(showJob(job));
    await refreshVersions();
  });
  following = null;
  $("stop").hidden = $("progress").hidden = true;
}

/** Shows a training's events as they come; its last state, or null where the connection was lost.
    EventSource can't send the token; fetch can. */
async function lastState(id) {
  let job = null;
  try {
    const { body } = await request("GET", projectPath(`/jobs/${id}/events`));
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const events = (rest + part.value).split("\n\n");
      rest = events.pop();
      for (const event of events) {
        const data = event.split("\n").find(line => line.startsWith("data: "));
        if (data) showJob(job = JSON.parse(data.slice("data: ".length)));
      }
    }
    return job;
  } catch (error) {
    if (error instanceof ServerError && error.status) throw error;
    $("job").textContent = "The connection to the training was lost; waiting for the server …";
    return null;
  }
}

const pause = 1000;
async function stateLater(id) {
  await new Promise(done => setTimeout(done, pause));
  try {
    return await ask("GET", projectPath(`/jobs/${id}`));
  } catch (error) {
    if (error.status) throw error;
    return null;
  }
}

function showJob(job) {
  $("progress").value = job.progress;
  const texts = {
    running: `Training ${job.id}: ${percent(job.progress)}` + (job.epoch
      ? `, epoch ${job.epoch} of ${job.epochs}${job.settings.epochs ? "" : " or more"}, loss ${job.loss.toFixed(3)}`
      : ""),
    done: `Training ${job.id} is done: version ${job.version}.`,
    stopped: `Training ${job.id} was stopped.`,
    failed: `Training ${job.id} failed: ${job.problem}`,
  };
  return $("job").textContent = texts[job.state];
}
