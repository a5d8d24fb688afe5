// The page of the server: everything it shows comes from the API that it documents.
const $ = id => document.getElementById(id);
let token = sessionStorage.getItem("token") ?? "";
let labelNames = [];
let current = null;
let history = [];

class ServerError extends Error {}

async function call(method, path, body, type = "application/json") {
  const headers = token ? { Authorization: `Bearer ${token}` } : {};
  if (body !== undefined) headers["Content-Type"] = type;
  const content = body === undefined || type !== "application/json" ? body : JSON.stringify(body);
  let response;
  try {
    response = await fetch(path, { method, headers, body: content });
  } catch {
    throw new ServerError("The server doesn't answer. Is it still running?");
  }
  if (response.status === 401) {
    await askForToken();
    return call(method, path, body, type);
  }
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new ServerError(problem.detail ?? `The server answers ${response.status}.`);
  }
  return path.endsWith("/events") ? response.body : response.json();
}

function askForToken() {
  const dialog = $("token-dialog");
  if (!dialog.open) dialog.showModal();
  return new Promise(resolve => dialog.addEventListener("close", () => {
    token = $("token").value;
    sessionStorage.setItem("token", token);
    resolve();
  }, { once: true }));
}

/** Runs what a person asked for, and says what went wrong. */
async function attempt(work) {
  $("error").hidden = true;
  try {
    return await work();
  } catch (error) {
    $("error").textContent = error.message;
    $("error").hidden = false;
    if (!(error instanceof ServerError)) console.error(error);
  }
}

function element(name, attributes = {}, ...content) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...content);
  return node;
}

function svg(name, attributes = {}, text = "") {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.textContent = text;
  return node;
}

const percent = (share, digits = 0) => `${(100 * share).toFixed(digits)} %`;

// Tabs

const tabs = [...document.querySelectorAll("[role=tab]")];
const onShow = { try: refreshLive, teach: refreshTeaching, train: refreshTraining, look: refreshLook, call: showCalls };

function show(name, focus = false) {
  for (const tab of tabs) {
    const selected = tab.id === `tab-${name}`;
    tab.setAttribute("aria-selected", selected);
    tab.tabIndex = selected ? 0 : -1;
    $(tab.getAttribute("aria-controls")).hidden = !selected;
    if (selected && focus) tab.focus();
  }
  // Going to the part by its address would take the focus from the tab, and scroll.
  if (location.hash !== `#${name}`) window.history[location.hash ? "pushState" : "replaceState"](null, "", `#${name}`);
  if (onShow[name]) attempt(onShow[name]);
}

for (const [index, tab] of tabs.entries()) {
  tab.addEventListener("click", () => show(tab.id.slice(4)));
  tab.addEventListener("keydown", event => {
    const to = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    show(tabs.at(to % tabs.length).id.slice(4), true);
  });
}
addEventListener("hashchange", () => {
  const name = location.hash.slice(1);
  if ($(`tab-${name}`)?.getAttribute("aria-selected") === "false") show(name);
});

// Try

/** Says what answers now, and on a new server what to do next. */
async function refreshLive() {
  const { model, kind } = await call("GET", "/health");
  sayLive(model);
  $("kind").textContent = kinds[kind];
  $("next").hidden = model !== "built-in";
}

const kinds = {
  words: "This model knows words and pairs of words alone.",
  encoder: "This model knows words, and has an encoder that reads texts as a whole, in five languages.",
};

let live = "";
const sayLive = model => { live = model; $("live").textContent = `Answers come from: ${model}. No text leaves this machine.`; };

let question = 0;
$("text").addEventListener("input", () => attempt(async () => {
  const mine = ++question;
  const text = $("text").value;
  if (!text.trim()) {
    $("verdict").replaceChildren();
    return $("answer").replaceChildren();
  }
  const answer = await call("POST", "/v1/classify", { text, explain: true });
  if (mine === question) showAnswer(answer);
}));

function showAnswer({ model, predictions: [prediction] }) {
  const words = element("p", { class: "words" });
  for (const word of prediction.words) {
    const kind = !word.known ? "unknown" : word.contribution >= 0 ? "for" : "against";
    const push = word.known ? `${word.contribution >= 0 ? "+" : "−"}${Math.abs(word.contribution).toFixed(2)}` : "unknown";
    words.append(element("span", { class: `word ${kind}` }, word.text, " ", element("small", {}, push)), " ");
  }
  const meter = element("meter", { min: 0, max: 1, value: prediction.probability, "aria-label": "Probability" });
  const note = !prediction.coverage ? "No word of it is known: the answer is only the labels' share in training."
    : prediction.label === null ? "The model isn't sure enough to answer."
    : `+ speaks for ${prediction.label}, − against it: by so much its log-odds would fall without the word.`;
  $("verdict").replaceChildren(element("strong", {}, labelOf(prediction)), ` ${percent(prediction.probability, 1)}`);
  $("answer").replaceChildren(meter, words, element("p", { class: "quiet" }, note));
  // Another model has taken over.
  if (model !== live) refreshLive().catch(() => {});
}

/** The label; a model of `fit --abstain` withholds it where it is too unsure. */
const labelOf = prediction => prediction.label ?? "no answer";

/** Lines in as many requests as the server's limits demand. */
function batches(lines) {
  const [most, longest] = [500, 400_000];
  const all = [[]];
  let length = 0;
  for (const line of lines) {
    if (all.at(-1).length === most || (length && length + line.length > longest)) {
      all.push([]);
      length = 0;
    }
    all.at(-1).push(line);
    length += line.length;
  }
  return all;
}

let table = [];
$("classify-lines").addEventListener("click", () => attempt(async () => {
  const texts = $("lines").value.split("\n").filter(line => line.trim());
  table = [];
  for (const batch of batches(texts)) table.push(...(await call("POST", "/v1/classify", { texts: batch })).predictions);
  $("answers").tBodies[0].replaceChildren(...table.map(row => element("tr", {},
    element("td", {}, labelOf(row)), element("td", { class: "number" }, percent(row.probability, 1)), element("td", {}, row.text))));
  $("answers").hidden = $("download").hidden = table.length === 0;
}));

$("download").addEventListener("click", () => {
  const cell = value => `"${String(value).replaceAll('"', '""')}"`;
  const lines = table.map(row => [row.label ?? "", row.probability, row.text].map(cell).join(","));
  const url = URL.createObjectURL(new Blob(["\ufeff" + ["label,probability,text", ...lines, ""].join("\n")], { type: "text/csv" }));
  element("a", { href: url, download: "sentiment.csv" }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
});

// Teach

$("file").addEventListener("change", () => attempt(async () => {
  const file = $("file").files[0];
  if (!file) return;
  const query = new URLSearchParams({ name: file.name, labelled: $("labelled").checked });
  $("counts").textContent = `Reading ${file.name} …`;
  let remark = "";
  try {
    const { added, read, skipped, repaired } = await call("POST", `/v1/texts?${query}`, file, "application/octet-stream");
    remark = ` ${added} of the ${read} in ${file.name} are new` + (skipped ? `; ${skipped} lines were left out.` : ".")
      + (repaired ? ` ${repaired} signs aren't UTF-8; save the file as UTF-8 and upload it again to keep them.` : "");
  } finally {
    $("file").value = "";
    await refreshTeaching();
    $("counts").textContent += remark;
  }
}));

$("remove-texts").addEventListener("click", () => attempt(async () => {
  if (!confirm("Remove all texts and labels from the data folder?")) return;
  await call("DELETE", "/v1/texts");
  history = [];
  await refreshTeaching();
}));

$("names-form").addEventListener("submit", event => {
  event.preventDefault();
  attempt(async () => {
    const names = $("names").value.split(",").map(name => name.trim()).filter(Boolean);
    await call("PUT", "/v1/labels/names", { names });
    await refreshTeaching();
  });
});

// Shows the suggestion that helps most, or the one that was just taken back: after a new fit
// it need not be the one that helps most any more.
async function refreshTeaching(takenBack) {
  const state = await call("GET", "/v1/suggestions?limit=1");
  labelNames = state.labelNames;
  if (document.activeElement !== $("names")) $("names").value = labelNames.join(", ");
  const { texts, labelled, skipped } = state.counts;
  $("counts").textContent = texts ? `${texts} texts, ${labelled} labelled, ${skipped} skipped.` : "No texts yet.";
  current = takenBack ?? state.suggestions[0] ?? null;
  const ready = current && labelNames.length > 1;
  $("suggestion").textContent = ready ? current.text
    : !texts ? "Upload texts and name two labels first."
    : labelNames.length < 2 ? "Name two labels first." : "Every text is labelled or skipped.";
  $("guess").textContent = ready && current.prediction
    ? `The model guesses ${current.prediction.label} (${percent(current.prediction.probability)}).` : "";
  showLabelButtons(ready ? labelNames : []);
  $("skip").disabled = !ready;
  $("undo").disabled = history.length === 0;
  showAccuracy(state);
  // Not waited for: the next label can be given already.
  refreshLive().catch(() => {});
}

// They stay while the names do, so that a button that was pressed by the keyboard keeps the focus.
let shownNames = "";
function showLabelButtons(names) {
  if (shownNames === JSON.stringify(names)) return;
  shownNames = JSON.stringify(names);
  $("label-buttons").replaceChildren(...names.map((name, index) => {
    const button = element("button", { class: "main" }, `${name} `);
    if (index < 9) button.append(element("kbd", {}, String(index + 1)));
    button.addEventListener("click", () => attempt(() => label(name)));
    return button;
  }));
}

function baseline(majority) {
  return majority ? `; always answering “${majority.label}” would be right on ${percent(majority.accuracy)}` : "";
}

let accuracyTimer = 0;
// The accuracy follows a label a moment later, when the cross-validation is through.
function showAccuracy(state) {
  clearTimeout(accuracyTimer);
  if (state.judging || state.encoding) accuracyTimer = setTimeout(() => attempt(async () => {
    showAccuracy(await call("GET", "/v1/suggestions?limit=1"));
    refreshLive().catch(() => {});
  }), state.judging ? 300 : 2000);
  $("encoding").textContent = state.encoding ? "The encoder is reading your texts in the background."
    : state.kind === "encoder" && state.accuracy ? "This is of the model with the encoder; the curve is of models of words alone." : "";
  $("accuracy").textContent = state.accuracy
    ? `${percent(state.accuracy.accuracy)} of new texts (95 % interval ${percent(state.accuracy.low)} to ${percent(state.accuracy.high)}), by cross-validation on ${state.accuracy.labels} labels${baseline(state.majorityBaseline)}`
    : "Not known yet: label two texts or more of each label.";
  $("advice").textContent = state.advice;
  drawCurve(state.curve);
}

// One step at a time: a key that is pressed meanwhile would meet a text that isn't shown yet.
let busy = false;
async function step(action) {
  if (busy) return;
  busy = true;
  try { await action(); } finally { busy = false; }
}

const label = name => step(async () => {
  if (!current) return;
  const suggestion = current;
  await call("POST", "/v1/labels", { labels: [{ id: suggestion.id, label: name }] });
  history.push({ suggestion });
  await refreshTeaching();
});

const skip = () => step(async () => {
  if (!current) return;
  const suggestion = current;
  await call("PUT", `/v1/suggestions/${suggestion.id}`, { skipped: true });
  history.push({ suggestion, skipped: true });
  await refreshTeaching();
});

const undo = () => step(async () => {
  const last = history.pop();
  if (!last) return;
  const { id } = last.suggestion;
  if (last.skipped) await call("PUT", `/v1/suggestions/${id}`, { skipped: false });
  else await call("DELETE", `/v1/labels/${id}`);
  await refreshTeaching(last.suggestion);
});

$("skip").addEventListener("click", () => attempt(skip));
$("undo").addEventListener("click", () => attempt(undo));
document.addEventListener("keydown", event => {
  if ($("teach").hidden || event.ctrlKey || event.metaKey || event.altKey) return;
  if (["INPUT", "TEXTAREA"].includes(event.target.tagName)) return;
  const name = labelNames[Number(event.key) - 1];
  if (name) attempt(() => label(name));
  else if (event.key === "s") attempt(skip);
  else if (event.key === "u") attempt(undo);
});

let curve = [];
addEventListener("resize", () => {
  if (!$("teach").hidden) drawCurve(curve);
  if (!$("look").hidden) drawMap(...map);
});

// As wide as there is room, so that its text is as large as the page's on any screen.
function drawCurve(points) {
  curve = points;
  if (points.length < 2) return $("curve").replaceChildren();
  const [width, height, left, bottom] = [$("curve").clientWidth || 600, 220, 56, 26];
  const most = points.at(-1).labels, least = points[0].labels;
  const x = n => left + (width - left - 10) * (n - least) / Math.max(1, most - least);
  const y = share => 14 + (height - bottom - 14) * (1 - share);
  const picture = svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label":
    `Accuracy from ${percent(points[0].accuracy)} at ${least} labels to ${percent(points.at(-1).accuracy)} at ${most}` });
  for (const share of [0, .5, 1]) {
    picture.append(svg("line", { class: "axis", x1: left, x2: width - 10, y1: y(share), y2: y(share) }),
      svg("text", { x: left - 6, y: y(share) + 4, "text-anchor": "end" }, percent(share)));
  }
  const upper = points.map(p => `${x(p.labels)},${y(p.high)}`);
  const lower = points.map(p => `${x(p.labels)},${y(p.low)}`).reverse();
  picture.append(svg("polygon", { class: "band", points: [...upper, ...lower].join(" ") }),
    svg("polyline", { class: "line", points: points.map(p => `${x(p.labels)},${y(p.accuracy)}`).join(" ") }),
    svg("text", { x: left, y: height - 5 }, `${least} labels`),
    svg("text", { x: width - 10, y: height - 5, "text-anchor": "end" }, String(most)));
  $("curve").replaceChildren(picture);
}

// Train

let following = null;
$("train-form").addEventListener("submit", event => {
  event.preventDefault();
  attempt(async () => {
    const settings = {};
    for (const name of ["epochs", "dimension", "seed"]) if ($(name).value) settings[name] = Number($(name).value);
    follow((await call("POST", "/v1/train", settings)).id);
  });
});
$("stop").addEventListener("click", () => attempt(() => call("POST", `/v1/jobs/${following}/stop`)));

async function refreshTraining() {
  const [{ jobs }] = await Promise.all([call("GET", "/v1/jobs"), refreshModels()]);
  const running = jobs.find(job => job.state === "running");
  if (running && following !== running.id) follow(running.id);
}

/** Shows a job's events as they come. EventSource can't send the token; fetch can. */
async function follow(id) {
  following = id;
  $("stop").hidden = $("progress").hidden = false;
  await attempt(async () => {
    const stream = (await call("GET", `/v1/jobs/${id}/events`)).pipeThrough(new TextDecoderStream());
    let rest = "";
    for await (const part of { [Symbol.asyncIterator]: () => readerOf(stream) }) {
      const events = (rest + part).split("\n\n");
      rest = events.pop();
      for (const event of events) {
        const data = event.split("\n").find(line => line.startsWith("data: "));
        if (data) showJob(JSON.parse(data.slice(6)));
      }
    }
    await refreshModels();
  });
  following = null;
  $("stop").hidden = $("progress").hidden = true;
}

function readerOf(stream) {
  const reader = stream.getReader();
  return { next: () => reader.read() };
}

function showJob(job) {
  $("progress").value = job.progress;
  const texts = {
    running: `Training ${job.id}: ${percent(job.progress)}` + (job.epoch ? `, epoch ${job.epoch} of ${job.epochs}${job.settings.epochs ? "" : " or more"}, loss ${job.loss.toFixed(3)}` : ""),
    done: `Training ${job.id} is done: version ${job.version}.`,
    stopped: `Training ${job.id} was stopped.`,
    failed: `Training ${job.id} failed: ${job.problem}`,
  };
  $("job").textContent = texts[job.state];
}

async function refreshModels() {
  const { live, models } = await call("GET", "/v1/models");
  sayLive(live);
  $("models").tBodies[0].replaceChildren(...models.map(model => {
    const use = model.isLive ? element("strong", {}, "in use") : element("button", { "aria-label": `Use ${model.name}` }, "Use");
    if (!model.isLive) use.addEventListener("click", () => attempt(async () => {
      await call("PUT", "/v1/models/live", { version: model.version });
      await refreshModels();
    }));
    const accuracy = model.accuracy
      ? `${percent(model.accuracy.accuracy)} (${percent(model.accuracy.low)} to ${percent(model.accuracy.high)})` : "needs two labels of each";
    return element("tr", {}, element("th", { scope: "row" }, model.name), element("td", { class: "number" }, `${model.words} × ${model.dimension}`),
      element("td", {}, accuracy), element("td", {}, use));
  }));
}

// Look

async function refreshLook() {
  const [{ points }, evaluation, { names }] = await Promise.all(
    [call("GET", "/v1/map"), call("GET", "/v1/evaluation"), call("GET", "/v1/labels")]);
  drawMap(points, names);
  showEvaluation(evaluation);
}

let map = [[], []];
let dots = [], currentDot = -1;

// As wide as there is room, so that words are as large as the page's; fewer of them fit on a phone.
function drawMap(points, names) {
  map = [points, names];
  const width = $("map").clientWidth || 800;
  const height = Math.min(520, Math.max(340, width * .65));
  const margin = 45;
  const scale = (values, from, to) => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return value => from + (to - from) * (value - low) / ((high - low) || 1);
  };
  const x = scale(points.map(p => p.x), margin, width - margin);
  const y = scale(points.map(p => p.y), height - margin / 2, margin / 2);
  const picture = svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `${points.length} words and texts` });
  // The words come by falling frequency: of those that would overlap, the most frequent is shown.
  const letter = 7, line = 13;
  const shown = names.slice(0, 6).map((name, index) => ({ left: 0, top: 16 + 18 * index, size: 24 + letter * name.length }));
  const words = [];
  dots = [];
  currentDot = -1;
  const isFree = (left, top, size) => shown.every(other =>
    left + size < other.left || other.left + other.size < left || Math.abs(top - other.top) > line);
  for (const point of points) {
    const [left, top] = [x(point.x), y(point.y)];
    if (point.isWord) {
      const size = letter * point.text.length;
      if (!isFree(left - size / 2, top, size)) continue;
      shown.push({ left: left - size / 2, top, size });
      words.push(svg("text", { x: left, y: top, "text-anchor": "middle" }, point.text));
      continue;
    }
    const dot = svg("circle", { cx: left, cy: top, r: point.label ? 7 : 4,
      class: point.label ? `dot labelled label-${names.indexOf(point.label) % 6}` : "dot" });
    const say = point.label ? `${point.label}: ${point.text}` : point.text;
    dot.addEventListener("pointerenter", () => { $("map-text").textContent = say; });
    dot.append(svg("title", {}, say));
    dots.push(dot);
    picture.append(dot);
  }
  picture.append(...words);
  for (const [index, name] of names.slice(0, 6).entries()) {
    picture.append(svg("circle", { cx: 8, cy: 12 + 18 * index, r: 6, class: `key label-${index}` }),
      svg("text", { x: 20, y: 16 + 18 * index }, name));
  }
  $("map").replaceChildren(picture);
}

$("map").addEventListener("keydown", event => {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!step || !dots.length) return;
  event.preventDefault();
  dots[currentDot]?.classList.remove("current");
  currentDot = (Math.max(currentDot + step, currentDot < 0 ? 0 : -1) + dots.length) % dots.length;
  dots[currentDot].classList.add("current");
  $("map-text").textContent = dots[currentDot].textContent;
});

function showEvaluation({ report, labels, mistakes }) {
  if (report) {
    const head = element("tr", {}, element("th", { scope: "col" }, "label ↓, answer →"), ...labels.map(name => element("th", { scope: "col" }, name)));
    const rows = report.confusionMatrix.map((row, index) => element("tr", {}, element("th", { scope: "row" }, labels[index]),
      ...row.map(count => element("td", { class: "number" }, String(count)))));
    $("matrix").replaceChildren(element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows)));
  }
  if (mistakes.length) {
    $("mistakes").replaceChildren(element("ul", {}, ...mistakes.map(mistake => element("li", {},
      `${mistake.text} — ${mistake.truth}, taken for ${mistake.answer} (${percent(mistake.probability)})`))));
  } else if (report) {
    $("mistakes").replaceChildren(element("p", {}, "None: every labelled text was judged rightly by a model that hadn't seen it."));
  }
}

$("neighbors-form").addEventListener("submit", event => {
  event.preventDefault();
  attempt(async () => {
    const query = new URLSearchParams({ word: $("word").value.trim().toLowerCase() });
    const { neighbors } = await call("GET", `/v1/neighbors?${query}`);
    $("neighbors").replaceChildren(...neighbors.map(({ word, distance }) =>
      element("li", {}, `${word} `, element("small", { class: "quiet" }, (1 - distance).toFixed(3)))));
  });
});

// Call

function showCalls() {
  const address = `${location.origin}/v1/classify`;
  const variable = "SENTIMENT_TOKEN";
  $("address").textContent = location.origin;
  $("curl").textContent = `curl -s ${address} ${token ? `\\
  -H "Authorization: Bearer $${variable}" ` : ""}\\
  -H 'Content-Type: application/json' \\
  -d '{"text": "It was great, loved it."}'`;
  $("python").textContent = `import json, ${token ? "os, " : ""}urllib.request

texts = ["It was great, loved it.", "It was really stupid."]
request = urllib.request.Request(
    "${address}",
    data=json.dumps({"texts": texts}).encode(),
    headers={"Content-Type": "application/json"},
)${token ? `
request.add_header("Authorization", "Bearer " + os.environ["${variable}"])` : ""}
for prediction in json.load(urllib.request.urlopen(request))["predictions"]:
    print(prediction["label"], prediction["probability"])`;
  $("swift").textContent = `import Foundation
#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

struct Answer: Decodable {
  struct Prediction: Decodable {
    let label: String?
    let probability: Double
  }
  let predictions: [Prediction]
}

var request = URLRequest(url: URL(string: "${address}")!)
request.httpMethod = "POST"
request.setValue("application/json", forHTTPHeaderField: "Content-Type")${token ? `
let token = ProcessInfo.processInfo.environment["${variable}"] ?? ""
request.setValue("Bearer \\(token)", forHTTPHeaderField: "Authorization")` : ""}
request.httpBody = try JSONEncoder().encode(["text": "It was great, loved it."])
let (data, _) = try await URLSession.shared.data(for: request)
for prediction in try JSONDecoder().decode(Answer.self, from: data).predictions {
  print(prediction.label ?? "no answer", prediction.probability)
}`;
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText($(button.dataset.copy).textContent);
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  });
}

const start = location.hash.slice(1);
show(tabs.some(tab => tab.id === `tab-${start}`) ? start : "try");
