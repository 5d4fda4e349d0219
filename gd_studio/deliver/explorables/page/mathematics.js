// The functions that a browser lacks and that printed formulas call: what gd_math/formula/numeric.py has for numpy.
const mathematics = (() => {
  const nan = (...numbers) => numbers.some(Number.isNaN);
  const compare = holds => (a, b) => nan(a, b) ? NaN : Number(holds(a, b));
  const largest = numbers => nan(...numbers) ? NaN : Math.max(...numbers);
  const least = numbers => -largest(numbers.map(number => -number));
  const belonging = choose => (...numbers) => {
    const half = numbers.length / 2, chosen = choose(numbers.slice(0, half));
    let total = 0, count = 0;
    for (let i = 0; i < half; i++)
      if (numbers[i] === chosen) { total += numbers[half + i]; count++; }
    return total / count;
  };
  const decay = x => Math.exp(-Math.abs(x));
  const KINK = [1e-7, 1e-9], ROUNDING = 1e-5;

  // Slopes of both sides where the sides agree: max(x, min(x, x²)) is x around 0, where ties share otherwise.
  function agreed(gradient, point) {
    const slopes = gradient(...point);
    point.forEach((_, axis) => {
      const sides = [];
      for (const share of KINK) for (const sign of [-1, 1]) {
        const aside = point.slice();
        aside[axis] += sign * share * Math.max(1, Math.abs(point[axis]));
        sides.push(gradient(...aside)[axis]);
      }
      const mean = sides.reduce((sum, side) => sum + side, 0) / sides.length;
      const near = ROUNDING * (1 + Math.abs(mean)), spread = Math.max(...sides) - Math.min(...sides);
      if (Number.isFinite(slopes[axis]) && spread <= near && Math.abs(slopes[axis] - mean) > near) slopes[axis] = mean;
    });
    return slopes;
  }

  const own = {
    sum(count, term) { let total = 0; for (let i = 0; i < count; i++) total += term(i); return total; },
    absolute: Math.abs, signum: Math.sign, log2: Math.log2, log10: Math.log10,
    less: compare((a, b) => a < b), at_most: compare((a, b) => a <= b),
    greater: compare((a, b) => a > b), at_least: compare((a, b) => a >= b),
    every: (...conditions) => least(conditions),
    where: (condition, then, otherwise) => Number.isNaN(condition) ? NaN : condition > 0 ? then : otherwise,
    maximum: (...numbers) => largest(numbers), minimum: (...numbers) => least(numbers),
    of_maximum: belonging(largest), of_minimum: belonging(least),
    relu: x => Number.isNaN(x) ? NaN : Math.max(x, 0),
    huber: (x, delta) => Math.abs(x) <= delta ? x * x / 2 : delta * (Math.abs(x) - delta / 2),
    sigmoid: x => (x >= 0 ? 1 : decay(x)) / (1 + decay(x)),
    sigmoid_slope: x => decay(x) / (1 + decay(x)) ** 2,
    softplus: x => Math.max(x, 0) + Math.log1p(decay(x)),
    // All terms of this series are positive, so that no digits are lost: erf x = 2/√π e^(−x²) Σ 2ⁿ x²ⁿ⁺¹ / (2n + 1)!!
    erf(x) {
      if (Number.isNaN(x) || Math.abs(x) > 6) return Math.sign(x);
      let term = x, total = x;
      for (let n = 1; Math.abs(term) > 1e-18 * Math.abs(total); n++) total += term *= 2 * x * x / (2 * n + 1);
      return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * total;
    },
    // A printed function as one of points: its gradient is asked on both sides of kinks, and is nan where f is.
    objective({value, gradient, partial = false, kinked = false}) {
      return {
        value: point => value(...point),
        gradient(point) {
          const slopes = kinked ? agreed(gradient, point) : gradient(...point);
          return partial && Number.isNaN(value(...point)) ? slopes.map(() => NaN) : slopes;
        },
      };
    },
  };
  return own;
})();
