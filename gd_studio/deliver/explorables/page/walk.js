// A run that a hand steers: steps are taken, undone, begun again elsewhere; where it leaves as in gd_math, it ends.
const DIVERGED = 1e30;

class Walk {
  // `rule` gives the step for a gradient; for an optimizer with a memory, [step, memory] for (gradient, memory).
  constructor(objective, start, rule, changed = () => {}) {
    Object.assign(this, {objective, rule, changed, start, points: [start], memory: null, gone: null, past: [], dragging: false});
  }
  get point() { return this.points[this.points.length - 1]; }
  get steps() { return this.points.length - 1; }
  get value() { return this.objective.value(this.point); }
  get gradient() { return this.objective.gradient(this.point); }
  get values() { return this.points.map(point => this.objective.value(point)); }
  get move() {
    const found = this.rule(this.gradient, this.memory), [step, memory] = Array.isArray(found[0]) ? found : [found, null];
    return [this.point.map((x, i) => x + step[i]), memory];
  }
  get next() { return this.move[0]; }
  stands(point) {
    const value = this.objective.value(point);
    return [...point, value, ...this.objective.gradient(point)].every(Number.isFinite) && Math.abs(value) <= DIVERGED;
  }
  get state() { return [this.points, this.memory, this.gone]; }
  set state([points, memory, gone]) { Object.assign(this, {points, memory, gone, dragging: false}); }
  keep() { this.past.push(this.state); if (this.past.length > 1000) this.past.shift(); }
  step() {
    if (this.gone) return false;
    const [next, memory] = this.move;
    this.keep();
    if (this.stands(next)) Object.assign(this, {points: [...this.points, next], memory});
    else this.gone = next;
    this.dragging = false;
    this.changed("step");
    return !this.gone;
  }
  // Begin elsewhere; while a hand drags, all places on its way are undone at once.
  put(point, dragging = false) {
    if (!this.stands(point)) return;
    if (!(dragging && this.dragging)) this.keep();
    this.state = [[point], null, null];
    this.dragging = dragging;
    this.changed("put");
  }
  undo() {
    if (!this.past.length) return;
    this.state = this.past.pop();
    this.changed("undo");
  }
  reset() {
    if (this.steps || this.gone || this.point.some((x, i) => x !== this.start[i])) this.keep();
    this.state = [[this.start], null, null];
    this.changed("reset");
  }
}
