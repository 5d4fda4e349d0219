// The optimizers' rules as gd_math has them, with PyTorch's conventions: the step for a gradient g, and the new memory.
const zeros = g => g.map(() => 0);
const OPTIMIZERS = {
  "gradient descent": ({rate}) => g => [g.map(x => -rate * x), null],
  momentum: ({rate, beta}) => (g, memory) => {
    const v = (memory ?? zeros(g)).map((x, i) => beta * x + g[i]);
    return [v.map(x => -rate * x), v];
  },
  nesterov: ({rate, beta}) => (g, memory) => {
    const v = (memory ?? zeros(g)).map((x, i) => beta * x + g[i]);
    return [v.map((x, i) => -rate * (g[i] + beta * x)), v];
  },
  adagrad: ({rate}) => (g, memory) => {
    const s = (memory ?? zeros(g)).map((x, i) => x + g[i] * g[i]);
    return [g.map((x, i) => -rate * x / (Math.sqrt(s[i]) + 1e-10)), s];
  },
  rmsprop: ({rate, beta}) => (g, memory) => {
    const s = (memory ?? zeros(g)).map((x, i) => beta * x + (1 - beta) * g[i] * g[i]);
    return [g.map((x, i) => -rate * x / (Math.sqrt(s[i]) + 1e-8)), s];
  },
  adam: ({rate, beta, beta2}) => (g, memory) => {
    const [t, first, second] = memory ?? [0, zeros(g), zeros(g)];
    const m = first.map((x, i) => beta * x + (1 - beta) * g[i]), s = second.map((x, i) => beta2 * x + (1 - beta2) * g[i] * g[i]);
    const scaleM = 1 - beta ** (t + 1), scaleS = 1 - beta2 ** (t + 1);
    return [g.map((_, i) => -rate * (m[i] / scaleM) / (Math.sqrt(s[i] / scaleS) + 1e-8)), [t + 1, m, s]];
  },
};
