// A land from above: its lines of equal height, and runs across it; a hand that presses anywhere lets them begin there.
class MapPicture {
  constructor(id, runners, {contours, view, names}, pressed) {
    Object.assign(this, {runners, view});
    const board = this.board = picture(id, view, names);
    frame(board, view.x, view.y);
    contours.forEach(({lines}, i) => {
      const xs = lines.flatMap(([along]) => [...along, NaN]), ys = lines.flatMap(([, up]) => [...up, NaN]);
      board.create("curve", [xs, ys], {strokeColor: colours.loss, strokeWidth: 1.5, strokeOpacity: 0.35 + 0.4 * i / contours.length, layer: 2});
    });
    for (const runner of runners) {
      const {walk, colour, dash = 0} = runner, at = i => () => near(board, ...this.place(runner))[i];
      runner.shown = walk.point;
      runner.path = board.create("curve", [[], []], {strokeColor: colour, strokeWidth: 2.2, dash, layer: 5});
      runner.dots = board.create("curve", [[], []], {strokeColor: colour, fillColor: colour, strokeWidth: 1, layer: 6});
      if (runners.length === 1) this.arrows(runner);
      board.create("point", [at(0), at(1)], {
        name: "", withLabel: false, size: runners.length > 1 ? 7 : 9, face: runner.face ?? "o", strokeColor: runner.ring ? colour : colours.background, strokeWidth: runner.ring ? 3 : 2,
        fillColor: runner.ring ? colours.background : colour, layer: 9,
      });
    }
    this.edge = board.create("text", [() => this.middle(), () => board.getBoundingBox()[1] - 26 / board.unitY, () => this.away()], {
      fontSize: 16, strokeColor: colours.warning, anchorX: "middle", anchorY: "top", layer: 9,
    });
    // Drawing of the hand: it may press, and go on dragging.
    const put = event => {
      const [x, y] = board.getUsrCoordsOfMouse(event);
      pressed([x, y]);
    };
    const plane = board.containerObj;
    plane.style.cursor = "crosshair";
    plane.addEventListener("pointerdown", event => {
      if (event.shiftKey || event.button || !event.isPrimary) return;
      this.pulling = event.pointerId;
      put(event);
    });
    plane.addEventListener("pointermove", event => { if (this.pulling === event.pointerId) put(event); });
    for (const end of ["pointerup", "pointercancel", "pointerleave"]) plane.addEventListener(end, () => { this.pulling = null; });
  }
  place({shown}) { return shown; }
  middle() { const [left, , right] = this.board.getBoundingBox(); return (left + right) / 2; }
  // Gradient and step of the one run; the steepest slope in the picture is drawn half as long as it is wide.
  arrows(runner) {
    const {board, view} = this, {walk} = runner;
    const width = view.x[1] - view.x[0], height = view.y[1] - view.y[0];
    let most = 0;
    for (let i = 0; i <= 12; i++) for (let j = 0; j <= 12; j++) {
      const [gx, gy] = walk.objective.gradient([view.x[0] + width * i / 12, view.y[0] + height * j / 12]);
      if (Number.isFinite(gx + gy)) most = Math.max(most, Math.hypot(gx / width, gy / height));
    }
    const factor = 0.5 / (most || 1);
    const from = [() => near(board, ...runner.shown)[0], () => near(board, ...runner.shown)[1]];
    const end = to => tip(board, near(board, ...runner.shown), to());
    const arrow = (to, colour, layer) => board.create("arrow", [from, [() => end(to)[0], () => end(to)[1]]], {
      strokeColor: colour, strokeWidth: 3.5, lastArrow: {type: 2, size: 4}, layer,
      visible: () => Math.hypot((end(to)[0] - runner.shown[0]) * board.unitX, (end(to)[1] - runner.shown[1]) * board.unitY) > 3,
    });
    arrow(() => runner.shown.map((x, i) => x + factor * walk.objective.gradient(runner.shown)[i]), colours.gradient, 7);
    const landing = () => walk.gone ? runner.shown : walk.next;
    arrow(landing, colours.step, 8);
    board.create("point", [() => near(board, ...landing())[0], () => near(board, ...landing())[1]], {
      name: "", withLabel: false, size: 5, strokeColor: colours.step, strokeWidth: 2, fillColor: colours.background, layer: 8,
    });
  }
  away() {
    const gone = this.runners.filter(({walk}) => !inside(this.board, ...walk.point));
    if (!gone.length) return "";
    const [{walk}] = gone, [x, y] = walk.point;
    return this.runners.length > 1 ? `${gone.map(({name}) => name).join(", ")} →` : `→ (${number(x)}${told.comma ? ";" : ","} ${number(y)})`;
  }
  trace({walk, path, dots}) {
    const {board} = this, places = walk.points.slice(-2000).map(([x, y]) => near(board, x, y));
    path.dataX = places.map(([x]) => x);
    path.dataY = places.map(([, y]) => y);
    const marks = [[], []], wide = 2.6 / board.unitX, high = 2.6 / board.unitY;
    if (this.runners.length === 1) places.slice(-300).forEach(([x, y]) => disc(marks, x, y, wide, high));
    [dots.dataX, dots.dataY] = marks;
  }
  settle() {
    for (const runner of this.runners) { runner.shown = runner.walk.point; this.trace(runner); }
    this.board.fullUpdate();
    this.moved?.();
  }
  draw(what) {
    const began = performance.now(), from = this.runners.map(({shown}) => shown);
    if (what !== "step" || still) { soon(this, () => this.settle()); return; }
    const frame = now => {
      const share = Math.min(1, (now - began) / 200), eased = share * share * (3 - 2 * share);
      if (share === 1) { this.settle(); return; }
      this.runners.forEach((runner, i) => { runner.shown = runner.walk.point.map((x, k) => from[i][k] + (x - from[i][k]) * eased); });
      this.board.update();
      this.moved?.();
      soon(this, frame);
    };
    soon(this, frame);
  }
}
