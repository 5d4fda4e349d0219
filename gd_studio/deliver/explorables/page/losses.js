// The losses after every step; by decades where they grow or shrink a thousand times.
class LossPicture {
  constructor(id, runners, names, shrinking = false) {
    Object.assign(this, {runners, shrinking});
    const board = this.board = picture(id, {x: [-1, 11], y: [0, 1]}, {
      xName: names.step, yName: names.loss, yColour: colours.loss, mark: y => this.decades ? number(10 ** y, 2) : null,
    });
    this.drawn = runners.map(({colour, dash = 0}) => [
      board.create("curve", [[], []], {strokeColor: colour, strokeWidth: 2.4, dash, layer: 5}),
      board.create("curve", [[], []], {strokeColor: colour, fillColor: colour, strokeWidth: 1.4, layer: 6}),
    ]);
  }
  draw() { soon(this, () => this.settle()); }
  settle() {
    const {board, runners} = this, told = runners.map(({walk}) => walk.values), all = told.flat();
    const last = Math.max(10, ...runners.map(({walk}) => walk.steps)), first = told[0][0];
    const wide = Math.max(...all) > 1000 * first || this.shrinking && Math.min(...all) < first / 1000;
    this.decades = wide && all.every(value => value > 0);
    // Without decades, what is ten thousand times as far as the first loss is beyond the picture.
    const most = 1e4 * Math.max(1, Math.abs(first)), shown = value => this.decades ? Math.log10(value) : Math.max(-most, Math.min(most, value));
    const values = told.map(one => one.map(shown)), seen = values.flat();
    const highest = Math.max(...seen), lowest = this.decades ? Math.min(...seen) : Math.min(...seen, 0);
    const tall = highest - lowest || 1, named = 34 * tall / Math.max(board.canvasHeight - 80, 40);  // pixels, as far as the name reaches
    frame(board, [-0.03 * last, 1.05 * last], [lowest - 0.04 * tall, highest + Math.max(0.16 * tall, named)]);
    values.forEach((one, i) => {
      const [line, dots] = this.drawn[i], marks = [[], []];
      if (runners.length === 1 && one.length <= 121) one.forEach((value, k) => disc(marks, k, value, 3.6 / board.unitX, 3.6 / board.unitY));
      else disc(marks, one.length - 1, one[one.length - 1], 4.5 / board.unitX, 4.5 / board.unitY);
      [line.dataX, line.dataY] = [one.map((_, k) => k), one];
      [dots.dataX, dots.dataY] = marks;
    });
    board.fullUpdate();
  }
}
