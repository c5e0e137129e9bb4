"""What public functions return, written plainly and without a check: for those that take more than one kind of value."""

import math

import numpy as np

from rnn_course.core.character_model import unchecked_loss

SQUASH = {"tanh": np.tanh, "relu": lambda values: np.maximum(values, 0)}


def mapped(function, *dicts):
    return {name: function(*(np.asarray(one[name]) for one in dicts)) for name in dicts[0]}


def clip_by_global_norm(gradients, max_norm):
    norm = math.sqrt(sum(np.sum(np.square(gradient)) for gradient in gradients.values()))
    factor = 1 if norm <= max_norm else float(max_norm) / norm
    return mapped(lambda gradient: gradient * factor, gradients), norm


def sgd(parameters, gradients, learning_rate):
    return mapped(lambda w, g: w - float(learning_rate) * g, parameters, gradients)


def adagrad(parameters, gradients, state, learning_rate, eps):
    state = mapped(np.zeros_like, parameters) if state is None else state
    state = mapped(lambda s, g: s + g * g, state, gradients)
    steps = mapped(lambda s, g: g / (np.sqrt(s) + float(eps)), state, gradients)
    return sgd(parameters, steps, learning_rate), state


def adam(parameters, gradients, state, learning_rate, betas, eps):
    zeros = mapped(np.zeros_like, parameters)
    (step, m, v), (beta_1, beta_2) = (0, zeros, zeros) if state is None else state, betas
    step += 1
    m = mapped(lambda m, g: beta_1 * m + (1 - beta_1) * g, m, gradients)
    v = mapped(lambda v, g: beta_2 * v + (1 - beta_2) * g * g, v, gradients)
    steps = mapped(lambda m, v: m / (1 - beta_1**step) / (np.sqrt(v / (1 - beta_2**step)) + float(eps)), m, v)
    return sgd(parameters, steps, learning_rate), (step, m, v)


def contiguous_streams(tokens, T, B):
    length = (len(tokens) - 1) // B
    grid = np.array([[(b * length + t, b * length + t + 1) for b in range(B)] for t in range(length)])
    return [tuple(tokens[np.moveaxis(grid[k : k + T], 2, 0)]) for k in range(0, length - T + 1, T)]


def train_on_stream(parameters, pieces, optimiser, max_norm, h_0):
    results, memory = [], None
    for inputs, targets in pieces:
        h_0 = np.zeros((inputs.shape[1], len(parameters["bias"]))) if h_0 is None else h_0
        loss, gradients, h_0 = unchecked_loss(parameters, inputs, targets, h_0)
        if max_norm is not None:
            gradients, _ = clip_by_global_norm(gradients, max_norm)
        parameters, memory = optimiser(parameters, gradients, memory)
        results.append((loss, parameters, h_0))
    return results


def mean_loss(parameters, pieces):
    steps = train_on_stream(parameters, pieces, lambda same, *_: (same, None), None, None)
    return np.repeat([loss for loss, _, _ in steps], [targets.size for _, targets in pieces]).mean()


def numerical_gradient(function, array, eps):
    array, eps = np.asarray(array, float), float(eps)
    steps = eps * np.eye(array.size).reshape(array.size, *array.shape)
    return [(float(function(array + step)) - float(function(array - step))) / (2 * eps) for step in steps]


def softmax_cross_entropy(logits, targets):
    p = np.exp(logits) / np.exp(logits).sum(axis=-1, keepdims=True)
    hits = np.eye(p.shape[-1])[targets]
    return -np.log((p * hits).sum(axis=-1)).mean(), (p - hits) / targets.size


def rnn_forward(x, h_0, weight_ih, weight_hh, bias_ih, bias_hh, nonlinearity):
    bias = sum(0 if one is None else one for one in (bias_ih, bias_hh))
    states = [np.zeros(len(weight_hh)) if h_0 is None else h_0]
    for x_t in x:
        states.append(SQUASH[nonlinearity](x_t @ weight_ih.T + states[-1] @ weight_hh.T + bias))
    return np.array(states[1:])


def sigmoid(values):
    return 1 / (1 + np.exp(-np.asarray(values, float)))


def rows(weight_ih, weight_hh, bias_ih, bias_hh):
    """For each block of H rows what it makes of x and of h, as two functions."""
    count = len(weight_hh) // weight_hh.shape[1]
    biases = [[0] * count if bias is None else np.split(bias, count) for bias in (bias_ih, bias_hh)]
    blocks = zip(np.split(weight_ih, count), np.split(weight_hh, count), *biases, strict=True)
    return [(lambda x, W=W, b=b: x @ W.T + b, lambda h, U=U, c=c: h @ U.T + c) for W, U, b, c in blocks]


def gru_forward(x, h_0, weight_ih, weight_hh, bias_ih, bias_hh):
    (r_x, r_h), (z_x, z_h), (n_x, n_h) = rows(weight_ih, weight_hh, bias_ih, bias_hh)
    h, states, inner, gates = h_0, [], [], []
    for x_t in x:
        h = np.zeros((len(x_t), weight_hh.shape[1])) if h is None else h
        inner.append(n_h(h))
        r, z = sigmoid(r_x(x_t) + r_h(h)), sigmoid(z_x(x_t) + z_h(h))
        n = np.tanh(n_x(x_t) + r * inner[-1])
        gates.append(np.concatenate([r, z, n], axis=1))
        h = (1 - z) * n + z * h
        states.append(h)
    return np.array(states), np.array(inner), np.array(gates)


def lstm_forward(x, state, weight_ih, weight_hh, bias_ih, bias_hh):
    zeros, states, cells, gates = np.zeros((x.shape[1], weight_hh.shape[1])), [], [], []
    h, c = (zeros, zeros) if state is None else (zeros if part is None else part for part in state)
    blocks = rows(weight_ih, weight_hh, bias_ih, bias_hh)
    for x_t in x:
        i, f, g, o = (from_x(x_t) + from_h(h) for from_x, from_h in blocks)
        gates.append(np.concatenate([sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)], axis=1))
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(c)
        states.append(h)
        cells.append(c)
    return np.array(states), np.array(cells), np.array(gates)


def real_steps(states, lengths):
    return [states[:length, b] for b, length in enumerate(lengths)]


def masked_mean_backward(d_mean, states, lengths):
    shares = np.zeros(np.shape(states))
    for b, length in enumerate(lengths):
        shares[:length, b] = d_mean[b] / length
    return shares


def masked_max_backward(d_max, states, lengths):
    shares = np.zeros(np.shape(states))
    for b, sequence in enumerate(real_steps(states, lengths)):
        for unit, column in enumerate(sequence.T):
            shares[list(column).index(max(column)), b, unit] = d_max[b, unit]
    return shares


def embedding_backward(d_vectors, tokens, weight):
    shares = np.zeros(np.shape(weight))
    for place, token in np.ndenumerate(tokens):
        shares[token] += np.asarray(d_vectors)[place]
    return shares


def next_probabilities(logits, temperature, top_k):
    logits = np.asarray(logits, float)
    kept = np.zeros(logits.shape, bool)
    order = np.argsort(-logits, axis=-1, kind="stable")[..., : logits.shape[-1] if top_k is None else top_k]
    np.put_along_axis(kept, order, True, axis=-1)
    odds = np.where(kept, np.exp((logits - logits.max(axis=-1, keepdims=True)) / temperature), 0)
    return odds / odds.sum(axis=-1, keepdims=True)


def stacked(run, x, parameters, starts):
    """Two layers, two directions; ``run(x, start, *weights)`` returns arrays (T, …), states first."""
    starts, weights, grid = iter(starts), list(parameters.values()), []
    for layer in (weights[:8], weights[8:]):
        there = run(x, next(starts), *layer[:4])
        back = [part[::-1] for part in run(x[::-1], next(starts), *layer[4:])]
        grid.append([there, back])
        x = np.concatenate([there[0], back[0]], axis=-1)
    return [np.array([[row[k] for row in layer] for layer in grid]) for k in range(len(there))]


def out_and_last(states, *others):
    """The top row of the states, and the right column of the states and the others."""
    lasts = [[layer[d][-1 + d] for layer in part for d in (0, 1)] for part in (states, *others)]
    return np.concatenate(list(states[-1]), axis=-1), lasts


def stacked_states(x, parameters, h_0, nonlinearity):
    def run(*arguments):
        return [rnn_forward(*arguments, nonlinearity)]

    return stacked(run, x, parameters, [None] * 4 if h_0 is None else h_0)[0]


def stacked_forward(x, parameters, h_0, nonlinearity):
    return out_and_last(stacked_states(x, parameters, h_0, nonlinearity))


def stacked_gru_states(x, parameters, h_0):
    return stacked(gru_forward, x, parameters, [None] * 4 if h_0 is None else h_0)


def stacked_gru_forward(x, parameters, h_0):
    return out_and_last(stacked_gru_states(x, parameters, h_0)[0])


def stacked_lstm_states(x, parameters, state):
    return stacked(lstm_forward, x, parameters, [None] * 4 if state is None else zip(*state, strict=True))


def stacked_lstm_forward(x, parameters, state):
    states, cells, _ = stacked_lstm_states(x, parameters, state)
    return out_and_last(states, cells)


def sample(rng, logits, temperature, top_k):
    stairs = next_probabilities(logits, temperature, top_k).cumsum(axis=-1)
    heights = rng.random(stairs.shape[:-1])
    return [
        np.searchsorted(stair, height, side="right")
        for stair, height in zip(stairs.reshape(-1, stairs.shape[-1]), np.ravel(heights), strict=True)
    ]


def rnn_shapes(T, B, I, H, L, D, batch_first):
    x, out = ((B, T, I), (B, T, D * H)) if batch_first else ((T, B, I), (T, B, D * H))
    return {"x": x, "h_0": (L * D, B, H), "out": out, "h_n": (L * D, B, H)}


def rnn_parameter_shapes(I, H, L, D, bias, blocks):
    first, above = [(blocks * H, I), (blocks * H, H)], [(blocks * H, D * H), (blocks * H, H)]
    biases = [(blocks * H,), (blocks * H,)] if bias else []
    return [*(first + biases) * D, *(above + biases) * D * (L - 1)]


def init_parameters(rng, dtype, **sizes):
    bound = 1 / math.sqrt(sizes["H"])
    return [rng.uniform(-bound, bound, shape) for shape in rnn_parameter_shapes(**sizes)]


PLAIN = {
    "relu": lambda values: np.where(np.asarray(values) <= 0, 0, values),
    "embedding": lambda tokens, weight: np.eye(len(weight))[tokens] @ weight,
    "masked_max": lambda states, lengths: [s.max(axis=0) for s in real_steps(states, lengths)],
    "masked_mean": lambda states, lengths: [s.sum(axis=0) / len(s) for s in real_steps(states, lengths)],
    "linear": lambda h, weight, bias: h @ weight.T + (0 if bias is None else bias),
    "last_state": lambda states: states[len(states) - 1],
    "max_state": lambda states: np.where(np.isnan(states).any(axis=0), np.nan, np.sort(states, axis=0)[-1]),
    "mean_state": lambda states: sum(states) / len(states),
    "shared_parameter_count": lambda I, H: H * (I + 1),
    "per_position_parameter_count": lambda T, I, H: T * H * (I + 1),
    "rnn_parameter_count": lambda **sizes: sum(map(math.prod, rnn_parameter_shapes(**sizes))),
} | {
    formula.__name__: formula
    for formula in (clip_by_global_norm, sgd, adagrad, adam, contiguous_streams, train_on_stream, mean_loss)
    + (numerical_gradient, softmax_cross_entropy, rnn_forward, stacked_states, stacked_forward)
    + (rnn_shapes, rnn_parameter_shapes, init_parameters, sigmoid, gru_forward, lstm_forward)
    + (stacked_gru_states, stacked_gru_forward, stacked_lstm_states, stacked_lstm_forward, sample)
    + (masked_mean_backward, masked_max_backward, embedding_backward, next_probabilities)
}
