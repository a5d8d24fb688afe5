// The map: frequent words and the user's texts as points.
import { $, element, own, redrawOnResize, spoken, svg, textSize } from "./elements.js";
import { say } from "./messages.js";

/** Six colours that are told apart; the number in a dot tells labels apart where they aren't. */
const colours = 6;
let points = [], names = [];
let dots = [], current = -1;

export function startMap() {
  redrawOnResize($("map"), draw);
  $("map").addEventListener("keydown", event => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step || !dots.length) return;
    event.preventDefault();
    dots[current]?.classList.remove("current");
    current = current < 0 ? (step > 0 ? 0 : dots.length - 1) : (current + step + dots.length) % dots.length;
    dots[current].classList.add("current");
    showText(dots[current].querySelector("title").textContent);
    say($("map-text").textContent);
  });
}

export function showMap(newPoints, newNames) {
  const used = new Set(newPoints.flatMap(point => point.label ?? []));
  // A label for texts with none of the others isn't among the names.
  [points, names] = [newPoints, [...newNames, ...[...used].filter(name => !newNames.includes(name))]];
  $("map-legend").replaceChildren(...names.flatMap((name, index) => !used.has(name) ? []
    : element("li", {}, element("span", { class: `key ${colourOf(index)}`, "aria-hidden": true }, String(index + 1)),
      " ", own(name))));
  draw();
}

const colourOf = index => `label-${index % colours}`;

const showText = text => { $("map-text").textContent = text; };

// As wide as there is room, and with letters as large as the page's; fewer words fit on a phone.
function draw() {
  const em = .75 * textSize();
  const width = $("map").clientWidth || 50 * textSize();
  const height = Math.min(32 * textSize(), Math.max(21 * textSize(), width * .65));
  const margin = 3 * textSize();
  const x = scale(points.map(point => point.x), margin, width - margin);
  const y = scale(points.map(point => point.y), height - margin / 2, margin / 2);
  const picture = svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img",
    "aria-label": `${points.length} words and texts` });
  const isFree = freeSpace(em);
  const words = [];
  dots = [];
  current = -1;
  for (const point of points) {
    const [left, top] = [x(point.x), y(point.y)];
    if (!point.isWord) dots.push(dot(point, left, top, em));
    else if (isFree(point.text, left, top)) {
      words.push(svg("text", { x: left, y: top, "text-anchor": "middle" }, point.text));
    }
  }
  // Labelled texts lie above the others.
  picture.append(...[...dots].sort((a, b) => a.classList.length - b.classList.length), ...words);
  $("map").replaceChildren(picture);
}

function scale(values, from, to) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return value => from + (to - from) * (value - low) / ((high - low) || 1);
}

/** Tells whether a word overlaps none before it. Words come by falling frequency, so that of those that
    would overlap the most frequent is shown. */
function freeSpace(em) {
  const ruler = document.createElement("canvas").getContext("2d");
  ruler.font = `${em}px ${getComputedStyle(document.body).fontFamily}`;
  const taken = [];
  return (word, middle, top) => {
    const half = ruler.measureText(word).width / 2;
    const isTaken = taken.some(other =>
      Math.abs(middle - other.middle) < half + other.half && Math.abs(top - other.top) < 1.1 * em);
    if (!isTaken) taken.push({ middle, top, half });
    return !isTaken;
  };
}

function dot({ text, label: given }, left, top, em) {
  // Of several labels the first tells the colour.
  const [label] = [given ?? []].flat();
  const group = svg("g", { class: label ? "dot labelled" : "dot", transform: `translate(${left} ${top})` });
  const index = names.indexOf(label);
  group.append(svg("circle", { r: label ? .7 * em : .33 * em, class: label ? colourOf(index) : "" }));
  if (label) group.append(svg("text", { class: "digit", "text-anchor": "middle", y: .32 * em }, String(index + 1)));
  const read = label ? `${spoken(given)}: ${text}` : text;
  group.append(svg("title", {}, read));
  group.addEventListener("pointerenter", () => showText(read));
  return group;
}
