// Optimizers from one start: press anywhere on the map, and all begin there; the one that is chosen shows its settings.
const land = mathematics.objective(printed);
const runners = told.runners.map(one => {
  const runner = {...one, settings: {...one.settings}};
  runner.walk = new Walk(land, told.start, (g, memory) => OPTIMIZERS[runner.rule](runner.settings)(g, memory));
  return runner;
});
const race = {
  past: [], dragging: false,
  get steps() { return Math.max(...runners.map(({walk}) => walk.steps)); },
  get gone() { return runners.every(({walk}) => walk.gone); },
  get state() { return runners.map(({walk}) => walk.state); },
  keep() { this.past.push(this.state); if (this.past.length > 1000) this.past.shift(); },
  step() {
    if (this.gone) return false;
    this.keep();
    this.dragging = false;
    for (const {walk} of runners) walk.step();
    draw("step");
    return !this.gone;
  },
  put(point, dragging = false) {
    if (!runners[0].walk.stands(point)) return;
    if (!(dragging && this.dragging)) this.keep();
    this.dragging = dragging;
    for (const {walk} of runners) walk.put(point);
    draw("put");
  },
  undo() {
    if (!this.past.length) return;
    this.dragging = false;
    const states = this.past.pop();
    runners.forEach(({walk}, i) => { walk.state = states[i]; });
    draw("undo");
  },
  reset() { this.put(told.start); },
};
let chosenRunner = runners[0];
const setting = name => value => { chosenRunner.settings[name] = value; again(); };
const rate = new Slider("rate", {...told.rate, value: runners[0].settings.rate, log: true, digits: 3}, setting("rate"));
const beta = new Slider("beta", {low: 0, high: 0.999, value: 0.9, trim: true}, setting("beta"));
const beta2 = new Slider("beta2", {low: 0, high: 0.9999, value: 0.999, trim: true}, setting("beta2"));
const start = () => runners[0].walk.points[0], part = i => (told.view["xy"[i]][1] - told.view["xy"[i]][0]) / 200;
const keys = steer(race, (right, up) => race.put([start()[0] + right * part(0), start()[1] + up * part(1)], true));

// With another setting the chosen one runs its steps again.
function again() {
  const {walk} = chosenRunner, steps = race.steps;
  walk.put(walk.points[0]);
  for (let k = 0; k < steps; k++) walk.step();
  draw("setting");
}

runners.forEach((runner, i) => {
  const input = by(`runner-${i}`), label = input.nextElementSibling, mark = document.createElement("i"), loss = document.createElement("b");
  mark.className = `sample ${runner.line}`;
  mark.style.borderColor = runner.colour;
  loss.dataset.number = `loss-${i}`;
  label.prepend(mark);
  label.append(loss);
  input.addEventListener("change", () => { chosenRunner = runner; draw("setting"); });
});
const map = new MapPicture("map", runners, {contours: told.contours, view: told.view, names: {xName: told.names.x, yName: told.names.y, xColour: colours.parameter, yColour: colours.parameter}}, place => race.put(place, true));
const losses = new LossPicture("losses", runners, told.names, true);

function standing() {
  const [leading] = [...runners].sort((a, b) => a.walk.value - b.walk.value), {walk} = leading;
  if (!race.steps) return [words.begin, false];
  const gone = runners.filter(({walk}) => walk.gone);
  const alike = runners.filter(one => one !== leading && number(one.walk.value, 3) === number(walk.value, 3));
  const lowest = fill(alike.length ? words.alike : words.lowest, {steps: race.steps, loss: number(walk.value, 3), who: [leading, ...alike].map(({name}) => name).join(", ")});
  return [gone.length ? `${lowest} ${fill(words.left, {who: gone.map(({name}) => name).join(", ")})}` : lowest, Boolean(gone.length)];
}

function draw(what) {
  const {settings} = chosenRunner;
  rate.value = settings.rate;
  by("beta-box").hidden = settings.beta === undefined;
  by("beta2-box").hidden = settings.beta2 === undefined;
  if (settings.beta !== undefined) beta.value = settings.beta;
  if (settings.beta2 !== undefined) beta2.value = settings.beta2;
  runners.forEach((_, i) => { for (const rule of document.querySelectorAll(`.rule.of-${i}`)) rule.hidden = runners[i] !== chosenRunner; });
  show({steps: String(race.steps), ...Object.fromEntries(runners.map(({walk}, i) => [`loss-${i}`, number(walk.value, 3)]))});
  say(...standing());
  map.draw(what);
  losses.draw();
  map.board.containerObj.setAttribute("aria-label", fill(words.mapAlt, {x: number(start()[0]), y: number(start()[1]), steps: race.steps}));
  losses.board.containerObj.setAttribute("aria-label", runners.map(({name, walk}) => `${name}: ${number(walk.value, 3)}`).join("; "));
  keys.tell();
}
addEventListener("resize", () => setTimeout(() => draw("resize"), 120));
draw("reset");
window.explorable = {race, runners, rate, beta, beta2};
