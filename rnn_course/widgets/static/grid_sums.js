// The grid in numbers: a small network of fixed weights, its states, and the sum that makes one unit. As in grid_numbers.py.
import { rnnSteps } from "./cell.js";
import { plus } from "./linear.js";
import { wordVector } from "./words.js";

const GRID_I = 2, GRID_H = 3;

/** The weights of one reader, by PyTorch's names without the layer. */
function readerOf(layer, d, D) {
  const end = `_l${layer}${d ? "_reverse" : ""}`, inputs = layer ? D * GRID_H : GRID_I;
  const rows = (name, width) => {
    const all = wordVector(name + end, GRID_H * width);
    return Array.from({ length: GRID_H }, (_, j) => all.slice(j * width, (j + 1) * width));
  };
  const [bias_ih, bias_hh] = ["bias_ih", "bias_hh"].map((name) => wordVector(name + end, GRID_H));
  return { weight_ih: rows("weight_ih", inputs), weight_hh: rows("weight_hh", GRID_H), bias_ih, bias_hh, bias: plus(bias_ih, bias_hh) };
}

/** Of each layer, lowest first: its readers, and the steps of each (`rnnSteps`) at their positions (D × T). */
export function layersOf({ T, L, bidirectional }) {
  const D = bidirectional ? 2 : 1, positions = Array.from({ length: T }, (_, t) => t);
  let below = positions.map((t) => wordVector(`x${t}`, GRID_I));
  return Array.from({ length: L }, (_, layer) => {
    const readers = Array.from({ length: D }, (_, d) => readerOf(layer, d, D)), read = below;
    const inOrder = (list, d) => (d ? [...list].reverse() : list); // the second reader goes from the end to the beginning
    const steps = readers.map((reader, d) => inOrder(rnnSteps(inOrder(read, d), Array(GRID_H).fill(0), reader), d));
    below = positions.map((t) => steps.flatMap((one) => one[t].h));
    return { readers, steps };
  });
}

/** The sum of unit `unit` of the selected state: from below and from before { weights, numbers, products, total }, biases, sum, h. */
export function sumOf(settings) {
  const { selected: [layer, d, t], unit } = settings, { readers, steps } = layersOf(settings)[layer];
  const { weight_ih, weight_hh, bias_ih, bias_hh, bias } = readers[d], { x_t, before, fromInput, fromMemory, sum, h } = steps[d][t];
  const side = (weights, numbers, total) => ({ weights, numbers, products: weights.map((weight, i) => weight * numbers[i]), total });
  return {
    below: side(weight_ih[unit], x_t, fromInput[unit]), before: side(weight_hh[unit], before, fromMemory[unit]),
    biases: [bias_ih[unit], bias_hh[unit]], bias: bias[unit], sum: sum[unit], h: h[unit],
  };
}
