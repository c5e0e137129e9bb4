// The RNN cell: h_t = tanh(W_ih x_t + W_hh h_{t-1} + b), with plain arrays. Tested against numpy and torch.
import { plus, times } from "./linear.js";

export const SQUASH = { tanh: Math.tanh, relu: (value) => Math.max(value, 0), linear: (value) => value };

/** The slope of each, from the state that it made. */
export const SLOPES = { tanh: (h) => 1 - h * h, relu: (h) => (h > 0 ? 1 : 0), linear: () => 1 };

/**
 * One step. x_t (I), before = h_{t-1} (H), weights { weight_ih (H × I), weight_hh (H × H), bias (H) }.
 * Returns every number on the way: fromInput, fromMemory, sum and h.
 */
export function rnnStep(x_t, before, { weight_ih, weight_hh, bias }, nonlinearity = "tanh") {
  const fromInput = times(weight_ih, x_t);
  const fromMemory = times(weight_hh, before);
  const sum = plus(fromInput, fromMemory, bias);
  return { x_t, before, fromInput, fromMemory, sum, h: sum.map(SQUASH[nonlinearity]) };
}

/** All steps over xs (T × I) from h_0 (H). A step whose number t (from 1) is in `removed` is left out: h stays. */
export function rnnSteps(xs, h_0, weights, nonlinearity = "tanh", removed = []) {
  let before = h_0;
  return xs.map((x_t, i) => {
    const step = rnnStep(x_t, before, weights, nonlinearity);
    if (removed.includes(i + 1)) Object.assign(step, { h: before, removed: true });
    before = step.h;
    return step;
  });
}
