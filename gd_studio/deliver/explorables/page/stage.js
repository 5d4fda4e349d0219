// What all explorables are set with: numbers as the language writes them, sliders, buttons, boards in the theme's colours.
const told = JSON.parse(document.getElementById("told").textContent);
const {colours, words, language} = told;
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
const by = id => document.getElementById(id);
const fill = (sentence, values = {}) => sentence.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);

function number(value, digits = 4) {
  if (!Number.isFinite(value)) return "∞";
  const size = Math.abs(value), minus = value < 0 ? "−" : "";
  if (size !== 0 && (size >= 1e5 || size < 1e-4)) {
    const [head, power] = size.toExponential(Math.min(digits - 1, 2)).split("e");
    const raised = String(Number(power)).replace(/./g, mark => mark === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[mark]);
    return `${minus}${written(head)} × 10${raised}`;
  }
  const places = Math.max(0, Math.min(6, digits - 1 - Math.floor(Math.log10(size || 1))));
  return minus + written(size.toFixed(places));
}
// A number that was chosen: without zeros at its end.
const chosen = (value, digits = 3) => number(value, digits).replace(/([.,]\d*?)0+(?=$| )/, "$1").replace(/[.,](?=$| )/, "");
const written = text => told.comma ? text.replace(".", ",") : text;
const percent = share => number(100 * share, share >= 0.995 ? 4 : 2);

function say(sentence, warning = false) {
  const verdict = by("verdict");
  if (verdict.textContent !== sentence) verdict.textContent = sentence;
  verdict.classList.toggle("warning", warning);
}

function show(numbers) {
  for (const [name, text] of Object.entries(numbers))
    for (const place of document.querySelectorAll(`[data-number=${name}]`)) place.textContent = text;
}

// A slider: its value is kept as given until a hand moves it; over decades it is logarithmic, with three digits.
class Slider {
  constructor(id, {low, high, value, log = false, trim = log, digits = 4}, moved) {
    this.input = by(id);
    this.output = by(`${id}-value`);
    Object.assign(this, {log, trim, digits, current: value, low, high});
    const [from, to] = log ? [Math.log10(low), Math.log10(high)] : [low, high];
    Object.assign(this.input, {min: from, max: to, step: (to - from) / 1000});
    this.value = value;
    this.input.addEventListener("input", () => {
      const at = Number(this.input.value);
      this.current = log ? Number((10 ** at).toPrecision(3)) : at;
      this.tell();
      moved(this.current);
    });
  }
  get value() { return this.current; }
  set value(value) {
    this.current = value;
    this.input.value = this.log ? Math.log10(value) : value;
    this.tell();
  }
  // As an arrow key does, so many hundredths of the track.
  nudge(steps) {
    this.input.value = Number(this.input.value) + steps * (this.input.max - this.input.min) / 100;
    this.input.dispatchEvent(new Event("input"));
  }
  share(value) {
    const [at, low, high] = this.log ? [value, this.low, this.high].map(Math.log10) : [value, this.low, this.high];
    return Math.max(0, Math.min(1, (at - low) / (high - low)));
  }
  tell() {
    const text = this.trim ? chosen(this.current, this.digits) : number(this.current, this.digits);
    this.output.textContent = text;
    this.input.setAttribute("aria-valuetext", text);
  }
  // Colour the track up to the limits where the run settles, settles jumping across, and leaves.
  zones(limit, sentence) {
    const mark = by(`${this.input.id}-limit`);
    const seen = limit && limit > this.low && limit < this.high;
    mark.hidden = !seen;
    if (!limit) { this.input.style.removeProperty("--track"); return; }
    const at = share => `calc(12px + ${share} * (100% - 24px))`;
    const half = at(this.share(limit / 2)), all = at(this.share(limit));
    this.input.style.setProperty("--track",
      `linear-gradient(90deg, var(--step) ${half}, var(--velocity) ${half}, var(--velocity) ${all}, var(--warning) ${all})`);
    mark.style.left = at(this.share(limit));
    mark.textContent = sentence;
    const over = mark.offsetWidth / 2, width = mark.parentNode.clientWidth, middle = 12 + this.share(limit) * (width - 24);
    if (width) mark.style.left = `${Math.max(over, Math.min(width - over, middle))}px`;
  }
}

// Step, run, undo, begin again: buttons, and keys where no control has the focus.
function steer(walk, nudge) {
  let running = 0;
  const halt = () => { if (!running) return; clearInterval(running); running = 0; by("run").textContent = words.run; by("run").setAttribute("aria-pressed", "false"); };
  const go = () => {
    by("run").textContent = words.pause;
    by("run").setAttribute("aria-pressed", "true");
    running = setInterval(() => { if (!walk.step() || walk.steps >= 100000) halt(); }, 250);
  };
  const acts = {step: () => { halt(); walk.step(); }, run: () => running ? halt() : go(), undo: () => { halt(); walk.undo(); }, reset: () => { halt(); walk.reset(); }};
  for (const button of document.querySelectorAll(".buttons button")) if (acts[button.id]) button.onclick = acts[button.id];
  document.addEventListener("keydown", event => {
    if (event.altKey || event.metaKey || event.target.closest("button, input, select, a")) {
      if (!(event.key === "z" && event.ctrlKey)) return;
    }
    const ways = {ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1]};
    if (event.key === " " || event.key === "Enter") { halt(); walk.step(); }
    else if (event.key === "z" && event.ctrlKey || event.key === "Backspace") { halt(); walk.undo(); }
    else if (event.key === "Escape" || event.key === "Home") { halt(); walk.reset(); }
    else if (ways[event.key] && nudge) { halt(); nudge(...ways[event.key].map(way => way * (event.shiftKey ? 10 : 1))); }
    else return;
    event.preventDefault();
  });
  return {halt, tell() {
    const over = Boolean(walk.gone);
    for (const [id, off] of Object.entries({undo: !walk.past.length, step: over, run: over})) if (by(id)) by(id).disabled = off;
  }};
}

// In a frame of reveal.js, the keys of a clicker turn its slides.
if (parent !== window) addEventListener("keydown", event => {
  const method = {PageDown: "next", PageUp: "prev"}[event.key];
  if (!method) return;
  event.preventDefault();
  parent.postMessage(JSON.stringify({method}), "*");
});

// A picture with axes: what is drawn on it comes from JSXGraph.
JXG.Options.text.display = "internal";
JXG.Options.text.cssDefaultStyle = JXG.Options.text.highlightCssDefaultStyle = "";
Object.assign(JXG.Options.elements, {highlight: false, fixed: true, tabindex: null});

function picture(id, {x, y}, {xName, yName, xColour, yColour, mark = () => null, equal = false}) {
  const board = JXG.JSXGraph.initBoard(id, {
    boundingbox: [x[0], y[1], x[1], y[0]], axis: false, showCopyright: false, showNavigation: false, showInfobox: false,
    keepaspectratio: equal, keyboard: {enabled: false}, pan: {enabled: true, needTwoFingers: true, needShift: true},
    zoom: {enabled: true, wheel: true, needShift: true, pinch: true}, resize: {enabled: true, throttle: 50}, drag: {enabled: true},
  });
  frame(board, x, y);
  board.containerObj.setAttribute("role", "img");
  document.fonts.ready.then(() => { board.cPos = []; });  // letters have moved it: where it is must be asked anew
  const look = {strokeColor: colours.muted, highlight: false, strokeWidth: 1.2, lastArrow: false};
  const label = {fontSize: 15, strokeColor: colours.muted, highlight: false};
  const intl = {enabled: true, locale: language, options: {maximumFractionDigits: 8, useGrouping: false}};
  // Numbers stand beside their axis only, not in the corner where both meet.
  const marked = upwards => function (tick, zero) {
    const [, x, y] = tick.usrCoords, [left, , , bottom] = board.getBoundingBox();
    if (upwards ? y < bottom + 36 / board.unitY : x < left + 60 / board.unitX) return "";
    return (upwards ? mark(y) : null) ?? JXG.Ticks.prototype.generateLabelText.call(this, tick, zero);
  };
  const axis = (to, anchor, room, offset, anchorX, anchorY) => board.create("axis", [[0, 0], to], {
    ...look, position: "fixed", anchor, anchorDist: () => `${room()}fr`,
    ticks: {strokeColor: colours.muted, majorHeight: 7, tickEndings: [0, 1], minorTicks: 0, drawZero: true, insertTicks: true, minTicksDistance: 46,
            label: {...label, offset, anchorX, anchorY}, intl, useUnicodeMinus: true, highlight: false, generateLabelText: marked(to[1] === 1)},
  });
  axis([1, 0], "right", () => 26 / board.canvasHeight, [0, -6], "middle", "top");
  axis([0, 1], "left", () => 48 / board.canvasWidth, [-8, 0], "right", "middle");
  const name = (text, colour, places, anchors) => board.create("text", [...places, text], {
    fontSize: 18, strokeColor: colour ?? colours.muted, highlight: false, layer: 9, ...anchors,
    cssStyle: text.length < 6 ? "font-style: italic" : "",
  });
  const edge = i => () => board.getBoundingBox()[i], wide = () => 8 / board.unitX, high = () => 6 / board.unitY;
  name(xName, xColour, [() => edge(2)() - wide(), () => edge(3)() + 32 / board.unitY], {anchorX: "right", anchorY: "bottom"});
  name(yName, yColour, [() => edge(0)() + 58 / board.unitX, () => edge(1)() - high()], {anchorX: "left", anchorY: "top"});
  return board;
}

// Look at a part of the plane, with room for the axes' numbers: the first of one axis stands clear of the other axis.
function frame(board, x, y) {
  const wide = Math.max(board.canvasWidth, 200), high = Math.max(board.canvasHeight, 120);
  board.setBoundingBox([x[0] - (x[1] - x[0]) * 64 / (wide - 64), y[1], x[1], y[0] - (y[1] - y[0]) * 40 / (high - 40)], false);
}

// Pictures are drawn once a frame, whatever has happened until then.
function soon(owner, draw) {
  cancelAnimationFrame(owner.due);
  owner.due = requestAnimationFrame(draw);
}

// Many dots are one line that goes round each of them.
function disc([xs, ys], x, y, wide, high) {
  for (let k = 0; k <= 8; k++) {
    xs.push(x + wide * Math.cos(k * Math.PI / 4));
    ys.push(y + high * Math.sin(k * Math.PI / 4));
  }
  xs.push(NaN);
  ys.push(NaN);
}

// What is far outside is drawn just outside: browsers cannot paint at 10³⁰.
function near(board, x, y) {
  const [left, top, right, bottom] = board.getBoundingBox(), wide = right - left, high = top - bottom;
  return [Math.max(left - wide, Math.min(right + wide, x)), Math.max(bottom - high, Math.min(top + high, y))];
}

// The tip of an arrow: where it leads, or where it would leave the picture, so that its head is always seen.
function tip(board, from, to) {
  const [left, top, right, bottom] = board.getBoundingBox(), x = 8 / board.unitX, y = 8 / board.unitY;
  const edges = [[left + x, right - x], [bottom + y, top - y]];
  let share = 1;
  from.forEach((at, i) => {
    const [low, high] = edges[i], way = to[i] - at;
    if (at < low || at > high) return;
    if (at + way > high) share = Math.min(share, (high - at) / way);
    if (at + way < low) share = Math.min(share, (low - at) / way);
  });
  return near(board, ...from.map((at, i) => at + share * (to[i] - at)));
}

const inside = (board, x, y) => {
  const [left, top, right, bottom] = board.getBoundingBox();
  return x >= left && x <= right && y >= bottom && y <= top;
};
