// A line through the origin and its point on the loss: turn the one, and the other follows.
const {x, y} = told.data, n = x.length;
const loss = mathematics.objective(printed(x, y, n));
const fixed = () => by("fixed").checked;
const rule = ([slope]) => [fixed() ? -length.value * Math.sign(slope) : -rate.value * slope];
const walk = new Walk(loss, [told.start], rule, draw);
walk.variable = told.variable;
const rate = new Slider("rate", {...told.rate, log: true, digits: 3}, () => draw("rate"));
const length = new Slider("length", {...told.length, log: true, digits: 3}, () => draw("rate"));
const slope = new Slider("slope", {low: told.loss.x[0], high: told.loss.x[1], value: told.start}, value => walk.put([value], true));
const keys = steer(walk, way => walk.put([walk.point[0] + way * (told.loss.x[1] - told.loss.x[0]) / 200], true));

const data = picture("data", told.view, {xName: told.names.x, yName: told.names.y});
const onLoss = new CurvePicture("loss", walk, told.loss, {xName: told.names.w, yName: told.names.L, xColour: colours.parameter, yColour: colours.loss}, w => walk.put([w], true));
const w = () => onLoss.shown, turned = () => Math.atan(w());
x.forEach((xi, i) => {
  data.create("segment", [[xi, y[i]], [xi, () => near(data, 0, w() * xi)[1]]], {strokeColor: colours.loss, strokeWidth: 2, strokeOpacity: 0.65, layer: 3});
});
data.create("line", [[0, 0], [() => Math.cos(turned()), () => Math.sin(turned())]], {strokeColor: colours.prediction, strokeWidth: 3.5, layer: 5, fixed: true});
x.forEach((xi, i) => data.create("point", [xi, y[i]], {
  name: "", withLabel: false, size: n > 100 ? 2 : 4, strokeColor: colours.background, strokeWidth: 1, fillColor: colours.data, layer: 6, fixed: true, highlight: false,
}));
const grip = told.grip;
const handle = data.create("point", [grip, grip * walk.point[0]], {
  name: "", withLabel: false, size: 9, strokeColor: colours.background, strokeWidth: 2, fillColor: colours.prediction, highlight: false, fixed: false, layer: 9,
  precision: {touch: 34, mouse: 12, pen: 20},
});
handle.on("drag", () => {
  if (Math.abs(handle.X()) > 1e-9) walk.put([handle.Y() / handle.X()], true);
});
function follow() {
  const [left, top, right, bottom] = data.getBoundingBox(), room = 0.06 * (top - bottom);
  let at = grip;
  if (grip * w() > top - room) at = (top - room) / w();
  if (grip * w() < bottom + room) at = (bottom + room) / w();
  handle.moveTo([at, at * w()]);
  data.update();
}
onLoss.moved = follow;

function draw(what) {
  const [at] = walk.point, [g] = walk.gradient, value = walk.value;
  by("rate-box").hidden = fixed();
  by("length-box").hidden = !fixed();
  document.querySelector(".rule.by-slope").hidden = fixed();
  document.querySelector(".rule.by-length").hidden = !fixed();
  slope.value = at;
  show({old: number(at), rate: chosen(rate.value), gradient: number(g), next: number(walk.next[0]), length: chosen(length.value),
        sign: g > 0 ? "1" : g < 0 ? "−1" : "0", loss: number(value), steps: String(walk.steps)});
  rate.zones(told.limit, fill(words.limit, {limit: chosen(told.limit)}));
  if (walk.gone) say(fill(words.gone, {step: walk.steps + 1}), true);
  else if (g === 0) say(words.flat);
  else if (!fixed()) say(...rateVerdict(rate.value, told.limit, true));
  else say(fill(Math.abs(at - told.best) > length.value ? words.walks : words.hops, {length: chosen(length.value)}));
  onLoss.draw(what);
  onLoss.board.containerObj.setAttribute("aria-label", fill(words.lossAlt, {w: number(at), loss: number(value)}));
  data.containerObj.setAttribute("aria-label", fill(words.dataAlt, {count: n, w: number(at)}));
  keys.tell();
}
for (const choice of ["fixed", "proportional"]) by(choice).addEventListener("change", () => draw("rate"));
addEventListener("resize", () => setTimeout(() => draw("resize"), 120));
draw("reset");
window.explorable = {walk, rate, length};
