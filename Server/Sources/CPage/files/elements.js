// What every part makes its elements with.

export const $ = id => document.getElementById(id);

export function element(name, attributes = {}, ...content) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...content);
  return node;
}

export function svg(name, attributes = {}, text = "") {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.textContent = text;
  return node;
}

/** A text or label of the user's, laid out by its own direction and not by the page's. */
export const own = text => element("bdi", {}, text);

export function button(text, action, attributes = {}) {
  const node = element("button", { type: "button", ...attributes }, text);
  node.addEventListener("click", action);
  return node;
}

/** What a text is labelled with, as people read it: one label, or any number of them. */
export const names = label => typeof label === "string" ? own(label)
  : element("span", {}, ...label.length ? label.flatMap((name, index) => index ? [", ", own(name)] : [own(name)])
    : ["none of the labels"]);

/** The same as a text. */
export const spoken = label => typeof label === "string" ? label : label.join(", ") || "none of the labels";

/** What a text is labelled with, as an address has it. */
export const queried = label => typeof label === "string" ? label : JSON.stringify(label);

export const row = (...cells) => element("tr", {}, ...cells);
export const head = text => element("th", { scope: "row" }, own(text));
export const cell = (...content) => element("td", {}, ...content);
export const number = text => element("td", { class: "number" }, text);

/** The options of a select, each a value and what is read; keeps what is chosen where that is among them. */
export function setOptions(select, options, chosen = select.value) {
  select.replaceChildren(...options.map(([value, text]) => element("option", { value, dir: "auto" }, text)));
  if (options.some(([value]) => value === chosen)) select.value = chosen;
}

export const percent = (share, digits = 0) => `${(100 * share).toFixed(digits)} %`;
export const range = ({ low, high }) => `${percent(low)} to ${percent(high)}`;
export const count = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;

/** The size of the page's text in pixels, which pictures follow. */
export const textSize = () => parseFloat(getComputedStyle(document.documentElement).fontSize);

/** Draws anew when there is another width or size of text. */
export function redrawOnResize(node, draw) {
  let drawn = "";
  new ResizeObserver(() => {
    const size = `${node.clientWidth} ${textSize()}`;
    if (!node.clientWidth || size === drawn) return;
    drawn = size;
    draw();
  }).observe(node);
}

/** Lets the browser save a file. */
export function save(name, content) {
  const url = URL.createObjectURL(content);
  element("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
