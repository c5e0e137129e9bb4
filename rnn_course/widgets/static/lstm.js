// The LSTM cell with plain arrays: rows of the weights in the order i, f, g, o. Tested against rnn_course.core.
import { plus, times } from "./linear.js";

const sigma = (value) => 1 / (1 + Math.exp(-value));

/** One step from { h, c } (H each). weights { weight_ih (4H × I), weight_hh (4H × H), bias (4H) }. Every number on the way. */
export function lstmStep(x_t, before, { weight_ih, weight_hh, bias }) {
  const H = before.h.length;
  const sums = plus(times(weight_ih, x_t), times(weight_hh, before.h), bias);
  const [i, f, g, o] = [sigma, sigma, Math.tanh, sigma].map((squash, k) => sums.slice(k * H, (k + 1) * H).map(squash));
  const c = before.c.map((kept, j) => f[j] * kept + i[j] * g[j]);
  return { i, f, g, o, before: before.c, c, h: c.map((value, j) => o[j] * Math.tanh(value)) };
}

/** All steps over xs (T × I), from zeros. */
export function lstmSteps(xs, weights) {
  const zeros = Array(weights.bias.length / 4).fill(0);
  let before = { h: zeros, c: zeros };
  return xs.map((x_t) => (before = lstmStep(x_t, before, weights)));
}
