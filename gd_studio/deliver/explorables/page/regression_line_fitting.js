// A line through the data and its point on the map of all lines: turn the one, and the other follows.
const {x, y, z} = told.data, n = x.length, {mean, scale} = told.feature;
const loss = mathematics.objective(printed(z, y, n));
const walk = new Walk(loss, told.start, slopes => slopes.map(slope => -rate.value * slope), draw);
const rate = new Slider("rate", {...told.rate, log: true, digits: 3}, () => draw("rate"));
const slope = new Slider("slope", {low: told.window.x[0], high: told.window.x[1], value: told.start[0]}, value => walk.put([value, walk.point[1]], true));
const height = new Slider("height", {low: told.window.y[0], high: told.window.y[1], value: told.start[1]}, value => walk.put([walk.point[0], value], true));
const part = i => (told.window["xy"[i]][1] - told.window["xy"[i]][0]) / 200;
const keys = steer(walk, (right, up) => walk.put([walk.point[0] + right * part(0), walk.point[1] + up * part(1)], true));

const data = picture("data", told.view, {xName: told.names.x, yName: told.names.y});
const runner = {walk, colour: colours.parameter};
const map = new MapPicture("map", [runner], {contours: told.contours, view: told.window, names: {xName: told.names.w, yName: told.names.b, xColour: colours.parameter, yColour: colours.parameter}}, place => walk.put(place, true));
const over = at => (at - mean) / scale;
const line = at => runner.shown[0] * over(at) + runner.shown[1];
const squares = data.create("curve", [[], []], {strokeColor: colours.loss, strokeWidth: 1.2, strokeOpacity: 0.6, fillColor: colours.loss, fillOpacity: 0.16, layer: 2});
const gaps = data.create("curve", [[], []], {strokeColor: colours.loss, strokeWidth: 2, layer: 3});
data.create("line", [[0, () => near(data, 0, line(0))[1]], [() => told.view.x[1], () => near(data, 0, line(told.view.x[1]))[1]]], {strokeColor: colours.prediction, strokeWidth: 3.5, layer: 5});
x.forEach((xi, i) => data.create("point", [xi, y[i]], {
  name: "", withLabel: false, size: n > 100 ? 2 : 4, strokeColor: colours.background, strokeWidth: 1, fillColor: colours.data, layer: 6,
}));
const ends = told.ends.map(at => data.create("point", [at, line(at)], {
  name: "", withLabel: false, size: 9, strokeColor: colours.background, strokeWidth: 2, fillColor: colours.prediction, fixed: false, layer: 9,
  precision: {touch: 34, mouse: 12, pen: 20},
}));
ends.forEach((end, i) => end.on("drag", () => {
  const held = ends[1 - i], w = (end.Y() - line(held.X())) / (over(end.X()) - over(held.X()));
  if (Math.abs(over(end.X()) - over(held.X())) > 1e-9) walk.put([w, end.Y() - w * over(end.X())], true);
}));

function follow() {
  const xs = [[], []], ys = [[], []];
  x.forEach((xi, i) => {
    const [, at] = near(data, xi, line(xi)), wide = Math.abs(at - y[i]) * data.unitY / data.unitX, away = at > y[i] ? -wide : wide;
    xs[0].push(xi, xi, xi + away, xi + away, xi, NaN);
    ys[0].push(y[i], at, at, y[i], y[i], NaN);
    xs[1].push(xi, xi, NaN);
    ys[1].push(y[i], at, NaN);
  });
  const few = n <= 60;
  [squares.dataX, squares.dataY, gaps.dataX, gaps.dataY] = [few ? xs[0] : [], few ? ys[0] : [], xs[1], ys[1]];
  ends.forEach((end, i) => end.moveTo(near(data, told.ends[i], line(told.ends[i]))));
  data.fullUpdate();
}
map.moved = follow;

// Of every distance a step leaves 1 − αλ; the slowest direction decides in the long run.
function verdict() {
  const left = told.curvatures.map(curvature => 1 - rate.value * curvature), worst = Math.max(...left.map(Math.abs));
  const values = {share: percent(worst), factor: chosen(worst)};
  if (Math.abs(worst - 1) < 1e-6 && left[1] < 0) return [words.valleyBorder, false];
  if (worst > 1) return [fill(words.valleyDiverges, values), true];
  return [fill(worst > 0.9 ? words.valleyCreeps : left[1] < 0 ? words.valleyJumps : words.valleySettles, values), false];
}

function draw(what) {
  const [w, b] = walk.point, [gw, gb] = walk.gradient, [nw, nb] = walk.next, value = walk.value;
  slope.value = w;
  height.value = b;
  show({oldw: number(w), oldb: number(b), rate: chosen(rate.value), gw: number(gw), gb: number(gb), nextw: number(nw), nextb: number(nb), loss: number(value), steps: String(walk.steps)});
  rate.zones(told.limit, fill(words.limit, {limit: chosen(told.limit)}));
  if (walk.gone) say(fill(words.gone, {step: walk.steps + 1}), true);
  else if (gw === 0 && gb === 0) say(words.flat);
  else say(...verdict());
  map.draw(what);
  map.board.containerObj.setAttribute("aria-label", fill(words.mapAlt, {w: number(w), b: number(b), loss: number(value)}));
  data.containerObj.setAttribute("aria-label", fill(words.dataAlt, {count: n, w: number(w), b: number(b)}));
  keys.tell();
}
addEventListener("resize", () => setTimeout(() => draw("resize"), 120));
draw("reset");
window.explorable = {walk, rate};
