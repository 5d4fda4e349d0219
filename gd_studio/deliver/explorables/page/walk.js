// A run that a hand steers: steps are taken, undone, begun again elsewhere; where it leaves as in gd_math, it ends.
const DIVERGED = 1e30;

class Walk {
  constructor(objective, start, rule, changed) {
    Object.assign(this, {objective, rule, changed, start, points: [start], gone: null, past: [], dragging: false});
  }
  get point() { return this.points[this.points.length - 1]; }
  get steps() { return this.points.length - 1; }
  get value() { return this.objective.value(this.point); }
  get gradient() { return this.objective.gradient(this.point); }
  get values() { return this.points.map(point => this.objective.value(point)); }
  get next() {
    const step = this.rule(this.gradient, this.point, this.steps);
    return this.point.map((x, i) => x + step[i]);
  }
  stands(point) {
    const value = this.objective.value(point);
    return [...point, value, ...this.objective.gradient(point)].every(Number.isFinite) && Math.abs(value) <= DIVERGED;
  }
  keep() { this.past.push([this.points, this.gone]); if (this.past.length > 1000) this.past.shift(); }
  step() {
    if (this.gone) return false;
    const next = this.next;
    this.keep();
    if (this.stands(next)) this.points = [...this.points, next];
    else this.gone = next;
    this.dragging = false;
    this.changed("step");
    return !this.gone;
  }
  // Begin elsewhere; while a hand drags, all places on its way are undone at once.
  put(point, dragging = false) {
    if (!this.stands(point)) return;
    if (!(dragging && this.dragging)) this.keep();
    Object.assign(this, {points: [point], gone: null, dragging});
    this.changed("put");
  }
  undo() {
    if (!this.past.length) return;
    [this.points, this.gone] = this.past.pop();
    this.dragging = false;
    this.changed("undo");
  }
  reset() {
    if (this.steps || this.gone || this.point.some((x, i) => x !== this.start[i])) this.keep();
    Object.assign(this, {points: [this.start], gone: null, dragging: false});
    this.changed("reset");
  }
}
