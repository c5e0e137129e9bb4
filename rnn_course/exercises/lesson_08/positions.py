"""What an answer with numbers of its own has done: where its inputs and targets stand in the sequence."""

import numpy as np


def _positions(call):
    """Where each input and each target of an answer stands in the sequence: two arrays (K, T, B), or None."""
    tokens, T, B = call.args
    where = np.argsort(tokens)
    pairs = np.array([[np.asarray(item) for item in pair] for pair in call.value])
    if pairs.ndim != 4 or pairs.shape[2:] != (T, B):
        return None
    return where[pairs[:, 0]], where[pairs[:, 1]]


def _inputs_run(inputs):
    """Does each column go on by one within a piece, and from piece to piece?"""
    within = np.all(np.diff(inputs, axis=1) == 1)
    return within, np.all(inputs[1:, 0] == inputs[:-1, -1] + 1)


def detector(each, some=lambda inputs, targets: True):
    """A detect function for probes with several pieces of several steps.

    ``each(inputs, targets)`` must hold for all of them, and ``some(inputs, targets)`` for at least one.
    """

    def detect(_function, calls):
        calls = [call for call in calls if len(call.value) > 1 and call.args[1] > 1]
        positions = [_positions(call) for call in calls]
        if not positions or any(p is None for p in positions):
            return False
        return all(each(*p) for p in positions) and any(some(*p) for p in positions)

    return detect


def jumps_between_pieces(inputs, targets):
    return _inputs_run(inputs) == (True, False) and np.all(targets == inputs + 1)


def runs_when_sorted(inputs, targets):
    return _inputs_run(inputs[np.argsort(inputs[:, 0, 0])]) == (True, True) and np.all(targets == inputs + 1)


def not_sorted(inputs, _targets):
    return np.any(np.diff(inputs[:, 0, 0]) < 0)


def wrong_targets(inputs, targets):
    return _inputs_run(inputs) == (True, True) and not np.all(targets == inputs + 1)


def scattered_inputs(inputs, _targets):
    return not _inputs_run(inputs)[0]
