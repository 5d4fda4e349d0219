// The loss after every step; by decades where it grows a thousand times.
class LossPicture {
  constructor(id, walk, names) {
    this.walk = walk;
    this.board = picture(id, {x: [-1, 11], y: [0, 1]}, {
      xName: names.step, yName: names.loss, yColour: colours.loss, mark: y => this.decades ? number(10 ** y, 2) : null,
    });
    const look = {strokeColor: colours.loss, highlight: false};
    this.line = this.board.create("curve", [[], []], {...look, strokeWidth: 2.4, layer: 5});
    this.dots = this.board.create("curve", [[], []], {...look, strokeWidth: 1.4, fillColor: colours.loss, layer: 6});
  }
  draw() { soon(this, () => this.settle()); }
  settle() {
    const {walk, board} = this, last = Math.max(10, walk.steps);
    this.decades = walk.values.every(value => value > 0) && Math.max(...walk.values) > 1000 * walk.values[0];
    const values = this.decades ? walk.values.map(Math.log10) : walk.values;
    const highest = Math.max(...values), lowest = this.decades ? Math.min(...values) : Math.min(...values, 0);
    const pad = 0.08 * (highest - lowest || 1);
    frame(board, [-0.03 * last, 1.05 * last], [lowest - pad / 2, highest + 2 * pad]);
    const wide = 3.6 / board.unitX, high = 3.6 / board.unitY, marks = [[], []];
    if (walk.steps <= 120) values.forEach((value, i) => disc(marks, i, value, wide, high));
    [this.line.dataX, this.line.dataY] = [values.map((_, i) => i), values];
    [this.dots.dataX, this.dots.dataY] = marks;
    board.fullUpdate();
  }
}
