// The curve of accuracy by the number of labels.
import { $, percent, redrawOnResize, svg, textSize } from "./elements.js";

let points = [];

export const startCurve = () => redrawOnResize($("curve"), draw);

export function showCurve(newPoints) {
  points = newPoints;
  draw();
}

// As wide as there is room, and with letters as large as the page's.
function draw() {
  if (points.length < 2) return $("curve").replaceChildren();
  const em = .75 * textSize();
  const [width, height] = [$("curve").clientWidth || 50 * em, 18 * em];
  const [left, right, top, bottom] = [4.5 * em, width - em, 1.2 * em, height - 2.2 * em];
  const [first, last] = [points[0], points.at(-1)];
  const x = labels => left + (right - left) * (labels - first.labels) / Math.max(1, last.labels - first.labels);
  const y = share => bottom + (top - bottom) * share;
  const said = ({ accuracy, labels }) => `${percent(accuracy)} at ${labels} labels`;
  const picture = svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img",
    "aria-label": `Accuracy from ${said(first)} to ${said(last)}` });
  for (const share of [0, .5, 1]) {
    picture.append(svg("line", { class: "axis", x1: left, x2: right, y1: y(share), y2: y(share) }),
      svg("text", { x: left - .5 * em, y: y(share) + .35 * em, "text-anchor": "end" }, percent(share)));
  }
  const upper = points.map(point => `${x(point.labels)},${y(point.high)}`);
  const lower = points.map(point => `${x(point.labels)},${y(point.low)}`).reverse();
  picture.append(svg("polygon", { class: "band", points: [...upper, ...lower].join(" ") }),
    svg("polyline", { class: "line",
      points: points.map(point => `${x(point.labels)},${y(point.accuracy)}`).join(" ") }),
    svg("text", { x: left, y: height - .5 * em }, `${first.labels} labels`),
    svg("text", { x: right, y: height - .5 * em, "text-anchor": "end" }, String(last.labels)));
  $("curve").replaceChildren(picture);
}
