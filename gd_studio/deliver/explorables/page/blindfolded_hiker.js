// A game in the fog: step by the slope under the boots; say where it is lowest, and see the land and gradient descent's way.
const ground = mathematics.objective(printed);
const [west, east] = told.view.x, [low, high] = told.view.y, wide = east - west, tall = high - low;
const within = ([x]) => x >= west && x <= east;
const side = () => by("left").checked ? -1 : by("right").checked ? 1 : 0;
let lifted = false, refused = false;

// No step is taken back, none leads off the land, none is taken any more without fog.
class Hike extends Walk {
  keep() {}
  step() {
    if (lifted) return false;
    refused = !within(this.next) || !this.stands(this.next);
    if (!refused) return super.step();
    this.changed("step");
    return false;
  }
  reset() {
    lifted = refused = false;
    super.reset();
  }
}
const walk = new Hike(ground, [told.start], ([slope]) => [side() ? side() * length.value : -rate.value * slope], draw);
const guide = new Walk(ground, [told.start], ([slope]) => [-told.rate.value * slope]);
for (let k = 0; k < told.steps && guide.step(); k++);
const astray = Boolean(guide.gone) || !within(guide.point);
const off = guide.points.findIndex(point => !within(point)), last = !astray ? guide.steps : off < 0 ? guide.steps + 1 : off;
const changed = () => { refused = false; draw("choice"); };
const length = new Slider("length", {...told.length, log: true, digits: 3}, changed);
const rate = new Slider("rate", {...told.rate, log: true, digits: 3}, changed);
const keys = steer(walk, (across, upwards) => {
  if (lifted) return;
  if (across) by(across < 0 ? "left" : "right").checked = true;
  if (upwards) (side() ? length : rate).nudge(upwards);
  changed();
});

const board = picture("land", told.view, {xName: told.names.x, yName: told.names.height, xColour: colours.parameter, yColour: colours.loss});
const reach = () => 26 / board.unitX;
board.create("functiongraph", [x => ground.value([x]), () => lifted ? west : walk.point[0] - reach(), () => lifted ? east : walk.point[0] + reach()], {
  strokeColor: colours.loss, strokeWidth: 3.5, layer: 4, numberPointsHigh: 1200, numberPointsLow: 400,
});
const ways = [[walk, colours.parameter, 0], [guide, colours.ink, 2]].map(([run, colour, dash]) => [run, ...[0, 1].map(dots => board.create("curve", [[], []], {
  strokeColor: colour, fillColor: dots ? colour : "none", strokeWidth: dots ? 1.4 : 1.8, dash: dots ? 0 : dash, layer: 5 + dots, visible: () => lifted,
}))]);
const stand = run => [() => near(board, run.point[0], run.value)[0], () => near(board, run.point[0], run.value)[1]];
const ball = {name: "", withLabel: false, strokeWidth: 2, highlight: false};
board.create("point", stand(walk), {...ball, size: 11, strokeColor: colours.background, fillColor: colours.parameter, layer: 8});
board.create("point", stand(guide), {...ball, size: 5, strokeColor: colours.ink, fillColor: colours.background, layer: 9, visible: () => lifted && !astray});
board.create("text", [told.lowest[0], () => near(board, ...told.lowest)[1] - 14 / board.unitY, words.place], {
  fontSize: 16, strokeColor: colours.loss, anchorX: "middle", anchorY: "top", layer: 9, visible: () => lifted,
});

// In the fog the hiker is always in the middle: neither the edges nor the axes tell where the land is low.
function settle() {
  const [x] = walk.point, y = walk.value;
  if (lifted) frame(board, [west - 0.04 * wide, east + 0.02 * wide], [low - 0.12 * tall, high + 0.06 * tall]);
  else frame(board, [x - wide / 5, x + wide / 5], [y - tall / 5, y + tall / 5]);
  board.containerObj.classList.toggle("fog", !lifted);
  for (const [run, path, dots] of ways) [[path.dataX, path.dataY], [dots.dataX, dots.dataY]] = stairs(board, run);
  board.fullUpdate();
}

function score() {
  const lowest = Math.min(told.lowest[1], walk.value, astray ? Infinity : guide.value), alike = tall / 1000;
  const above = walk.value - lowest, less = guide.value - walk.value;
  show({above: number(above, 3), guideSteps: String(last), guideAbove: astray ? words.strayed : number(guide.value - lowest, 3)});
  const against = astray ? "" : less > alike ? words.lower : less < -alike ? words.higher : words.alike;
  return `${fill(above > alike ? words.hidden : words.lowest, {above: number(above, 3)})} ${fill(against, {by: number(Math.abs(less), 3)})}`.trim();
}

function draw() {
  const [at] = walk.point, [g] = walk.gradient, value = walk.value, free = side() !== 0;
  by("rate-box").hidden = lifted || free;
  by("length-box").hidden = lifted || !free;
  document.querySelector(".rule.by-slope").hidden = free;
  for (const place of [".rules", "fieldset"]) document.querySelector(place).hidden = lifted;
  show({old: number(at), height: number(value), gradient: number(g), rate: chosen(rate.value), next: number(walk.next[0]), steps: String(walk.steps)});
  if (lifted) say(score());
  else say(refused ? words.edge : !free && g === 0 ? words.flat : words.hint, refused);
  by("score").hidden = !lifted;
  document.querySelector("figcaption").textContent = lifted ? words.lifted : words.fog;
  board.containerObj.setAttribute("aria-label", fill(lifted ? words.landAlt : words.fogAlt, {x: number(at), height: number(value), slope: number(g), lowest: number(told.lowest[0])}));
  keys.tell();
  by("step").disabled = by("lift").disabled = lifted;
  soon(board, settle);
}
by("lift").onclick = () => {
  lifted = true;
  refused = false;
  draw();
  by("reset").focus({preventScroll: true});
};
for (const choice of ["left", "right", "downhill"]) by(choice).addEventListener("change", changed);
addEventListener("resize", () => setTimeout(draw, 120));
draw();
window.explorable = {walk, guide, rate, length};
