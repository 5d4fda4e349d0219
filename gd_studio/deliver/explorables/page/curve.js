// A run on a curve: the ball that a hand may drag, its tangent, its gradient and the step that follows, the way it came.
class CurvePicture {
  constructor(id, walk, view, names, dragged) {
    Object.assign(this, {walk, view});
    const board = this.board = picture(id, view, names);
    this.look(view);
    board.create("functiongraph", [x => walk.objective.value([x])], {strokeColor: colours.loss, strokeWidth: 3.5, layer: 4, numberPointsHigh: 1200, numberPointsLow: 400});
    this.shown = walk.point[0];
    const height = x => near(board, x, walk.objective.value([x]))[1], along = x => near(board, x, 0)[0];
    const at = (x, y) => [x, y];
    const slope = () => walk.objective.gradient([this.shown])[0];
    const span = () => {
      const [left, , right] = board.getBoundingBox(), unit = Math.hypot(board.unitX, slope() * board.unitY) || 1;
      return Math.min(0.18 * (right - left), 90 / unit);
    };
    const tangent = side => at(() => along(this.shown) + side * span(), () => height(this.shown) + side * Math.max(-1e3, Math.min(1e3, span() * slope() * board.unitY)) / board.unitY);
    board.create("segment", [tangent(-1), tangent(1)], {strokeColor: colours.gradient, strokeWidth: 2, dash: 0, strokeOpacity: 0.7, layer: 5});
    this.path = board.create("curve", [[], []], {strokeColor: colours.parameter, strokeWidth: 1.6, dash: 2, strokeOpacity: 0.75, layer: 5});
    this.dots = board.create("curve", [[], []], {strokeColor: colours.parameter, fillColor: colours.parameter, strokeWidth: 1.4, layer: 6});
    const arrow = (to, colour, layer) => {
      const end = () => tip(board, [along(this.shown), height(this.shown)], [to(), height(this.shown)])[0];
      return board.create("arrow", [at(() => along(this.shown), () => height(this.shown)), at(end, () => height(this.shown))], {
        strokeColor: colour, strokeWidth: 4, lastArrow: {type: 2, size: 4}, layer, visible: () => Math.abs(end() - along(this.shown)) * board.unitX > 3,
      });
    };
    this.gradient = arrow(() => this.shown + slope() * this.factor, colours.gradient, 7);
    const landing = () => this.walk.gone ? this.shown : this.walk.next[0];
    arrow(landing, colours.step, 8);
    // Where the step will lead: down, or up, to the curve.
    board.create("segment", [at(() => along(landing()), () => height(this.shown)), at(() => along(landing()), () => height(landing()))], {
      strokeColor: colours.step, strokeWidth: 1.6, dash: 2, strokeOpacity: 0.8, layer: 5,
    });
    board.create("point", [() => along(landing()), () => height(landing())], {
      name: "", withLabel: false, size: 6, strokeColor: colours.step, strokeWidth: 2, fillColor: colours.background, highlight: false, layer: 6,
    });
    this.ball = board.create("point", [walk.point[0], walk.value], {
      name: "", withLabel: false, size: 11, strokeColor: colours.background, strokeWidth: 2, fillColor: colours.parameter,
      highlight: false, fixed: false, layer: 9, showInfobox: false, precision: {touch: 34, mouse: 12, pen: 20},
    });
    this.ball.on("drag", () => {
      dragged(this.ball.X());
      this.rest();
    });
    this.edge = board.create("text", [() => this.corner()[0], () => this.corner()[1], () => this.away()], {
      fontSize: 17, strokeColor: colours.warning, anchorX: "middle", anchorY: "middle", layer: 9, highlight: false,
    });
  }
  // Look at a part of the curve, with room beside it for arrows: from wherever the ball stands there, the gradient's
  // has one scale and ends inside; the steepest slope fills at most a fifth of the picture.
  look({x, y}) {
    this.range = {x, y};
    const wide = x[1] - x[0], room = 0.1 * wide;
    frame(this.board, [x[0] - room, x[1] + room], y);
    this.factor = Infinity;
    for (let i = 0; i <= 100; i++) {
      const place = [x[0] + wide * i / 100], [slope] = this.walk.objective.gradient(place), value = this.walk.objective.value(place);
      if (!Number.isFinite(slope) || !slope || value > y[1] || value < y[0]) continue;
      const free = (slope > 0 ? x[1] - place[0] : place[0] - x[0]) + 0.9 * room;
      this.factor = Math.min(this.factor, free / Math.abs(slope), 0.2 * wide / Math.abs(slope));
    }
    if (this.factor === Infinity) this.factor = 0.2 * wide;
  }
  // Step back when the run leaves the picture, at most a thousand times as far; come back when it begins again.
  follow() {
    const {x, y} = this.range, [at] = this.walk.point, value = this.walk.value;
    if (!this.walk.steps) {
      if (this.range !== this.view) this.look(this.view);
      return;
    }
    const low = Math.min(x[0], at), high = Math.max(x[1], at), bottom = Math.min(y[0], value), top = Math.max(y[1], value);
    if (low === x[0] && high === x[1] && bottom === y[0] && top === y[1]) return;
    const far = Math.max((high - low) / (this.view.x[1] - this.view.x[0]), (top - bottom) / (this.view.y[1] - this.view.y[0]));
    if (far > 1000) return;
    const wide = 0.1 * (high - low), tall = 0.1 * (top - bottom);
    this.look({x: [low < x[0] ? low - wide : low, high > x[1] ? high + wide : high],
               y: [bottom < y[0] ? bottom - tall : bottom, top > y[1] ? top + tall : top]});
  }
  corner() {
    const [left, top, right, bottom] = this.board.getBoundingBox();
    const x = Math.max(left + 0.25 * (right - left), Math.min(right - 0.25 * (right - left), this.walk.point[0]));
    return [x, this.walk.value < bottom ? bottom + 0.14 * (top - bottom) : top - 0.12 * (top - bottom)];
  }
  away() {
    const [x] = this.walk.point;
    if (inside(this.board, x, this.walk.value)) return "";
    const [left, , right] = this.board.getBoundingBox();
    return `${x < left ? "←" : x > right ? "→" : "↑"} ${this.walk.variable} = ${number(x)}, ${told.function} = ${number(this.walk.value)}`;
  }
  rest() {
    this.shown = this.walk.point[0];
    this.stand();
  }
  stand() {
    this.ball.moveTo(near(this.board, this.shown, this.walk.objective.value([this.shown])));
  }
  trace() {
    [[this.path.dataX, this.path.dataY], [this.dots.dataX, this.dots.dataY]] = stairs(this.board, this.walk);
  }
  settle() {
    this.follow();
    this.trace();
    this.rest();
    this.board.fullUpdate();
    this.moved?.();
  }
  // Show where the run is; a step is gone along the curve in a blink, unless the reader wants no motion.
  draw(what) {
    const from = this.shown, to = this.walk.point[0], began = performance.now();
    if (what !== "step" || still || this.walk.gone || from === to || !inside(this.board, to, this.walk.value)) {
      soon(this, () => this.settle());
      return;
    }
    const frame = now => {
      const share = Math.min(1, (now - began) / 200), eased = share * share * (3 - 2 * share);
      if (share === 1) { this.settle(); return; }
      this.shown = from + (to - from) * eased;
      this.stand();
      this.board.update();
      this.moved?.();
      soon(this, frame);
    };
    soon(this, frame);
  }
}

// The way of a run: along every step, then up or down to the curve; and a dot where it came to.
function stairs(board, {points, values}) {
  const xs = [], ys = [], marks = [[], []], from = Math.max(0, points.length - 200);
  const wide = 3.4 / board.unitX, high = 3.4 / board.unitY;
  points.slice(from).forEach(([place], i) => {
    const [x, y] = near(board, place, values[from + i]);
    if (xs.length) { xs.push(x); ys.push(ys[ys.length - 1]); }
    xs.push(x);
    ys.push(y);
    disc(marks, x, y, wide, high);
  });
  return [[xs, ys], marks];
}

// What the mathematics says of a rate: the share r = 1 − αf″ of the distance that a step leaves near a minimum.
function rateVerdict(rate, limit, exact) {
  if (!limit) return [words.nowhere, false];
  const left = 1 - 2 * rate / limit, share = percent(Math.abs(left)), factor = chosen(Math.abs(left));
  const kind = Math.abs(left) < 1e-6 ? "atonce" : left > 0.9 ? "creeps" : left > 0 ? "settles"
    : left > -1 + 1e-6 ? "overshoots" : left > -1 - 1e-6 ? "border" : "diverges";
  const sentence = fill(words[kind], {share, factor});
  return [exact ? sentence : fill(words.near, {verdict: sentence}), left < -1 - 1e-6];
}
