// A ball on a curve: put it anywhere, choose the rate, take steps; its losses are drawn beside it.
const curve = mathematics.objective(printed);
const walk = new Walk(curve, [told.start], ([slope]) => [-rate.value * slope], draw);
walk.variable = told.variable;
const rate = new Slider("rate", {...told.rate, log: true, digits: 3}, () => draw("rate"));
const place = new Slider("place", {low: told.view.x[0], high: told.view.x[1], value: told.start}, value => walk.put([value], true));
const keys = steer(walk, way => walk.put([walk.point[0] + way * (told.view.x[1] - told.view.x[0]) / 200], true));
const onCurve = new CurvePicture("curve", walk, told.view, {xName: told.names.x, yName: told.names.f, xColour: colours.parameter, yColour: colours.loss}, at => walk.put([at], true));
const losses = new LossPicture("losses", [{walk, colour: colours.loss}], told.names);

// The minimum that lies downhill, with the rate below which steps near it settle.
function valley() {
  const [at] = walk.point, [slope] = walk.gradient;
  const there = told.minima.filter(({x}) => slope > 0 ? x < at : x > at);
  return there.sort((a, b) => Math.abs(a.x - at) - Math.abs(b.x - at))[0] ?? told.minima.find(({x}) => Math.abs(x - at) < 1e-9);
}

function draw(what) {
  const [at] = walk.point, [g] = walk.gradient, value = walk.value, limit = valley()?.limit ?? null;
  place.value = at;
  show({old: number(at), rate: chosen(rate.value), gradient: number(g), next: number(walk.next[0]), loss: number(value), steps: String(walk.steps)});
  rate.zones(limit, limit ? fill(words.limit, {limit: chosen(limit)}) : "");
  if (walk.gone) say(fill(walk.objective.value(walk.gone) > DIVERGED || !walk.gone.every(Number.isFinite) ? words.gone : words.undefined, {step: walk.steps + 1}), true);
  else if (g === 0) say(words.flat);
  else say(...rateVerdict(rate.value, limit, told.parabola));
  onCurve.draw(what);
  losses.draw();
  onCurve.board.containerObj.setAttribute("aria-label", fill(words.curveAlt, {x: number(at), loss: number(value)}));
  losses.board.containerObj.setAttribute("aria-label", fill(words.lossesAlt, {steps: walk.steps, loss: number(value)}));
  keys.tell();
}
addEventListener("resize", () => setTimeout(() => draw("resize"), 120));
draw("reset");
window.explorable = {walk, rate};
