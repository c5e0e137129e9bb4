"""Well-known error messages are explained; each pattern meets the error of the library that is installed."""

import numpy as np
import pytest
import torch
from engine_sample import one_step
from torch import nn

from rnn_course.nearmiss.explain.error_sentences import known_errors, sentence_for

A, B = np.ones((3, 4)), np.ones((6, 4))
NOTHING, SEVEN, ROW = None, 7, [1, 2]
S, Z = torch.ones(3, 4), torch.ones(6, 4)
CELL, RNN = nn.RNNCell(4, 6), nn.RNN(4, 6)


def _in_place_on_a_parameter():
    CELL.weight_ih[0] = 1


def _twice():
    loss = (CELL.weight_ih**2).sum()
    loss.backward()
    loss.backward()


def _changed_in_place():
    h = torch.tanh(CELL(S))
    (h.mul_(2) ** 2).sum().backward()


def _before_it_is_set():
    for _ in range(2):
        late = late + 1  # noqa: F821, F841
    return late


def _too_many():
    return (lambda a: a)(1, 2)


def _too_few():
    return (lambda a, b: a)(1)


CASES = {
    "shape-not-a-tuple": [lambda: np.zeros(3, 4)],
    "parts-not-a-list": [lambda: torch.cat(S, Z), lambda: torch.stack(S, Z), lambda: np.concatenate(A, B)],
    "brackets-after-a-value": [lambda: A.size(), lambda: A.shape()],
    "brackets-missing": [lambda: S.size[0], lambda: S.sum + 1],
    "list-index": [lambda: [][-1]],
    "empty-list": [lambda: [].pop()],
    "index-out-of-range": [lambda: A[7], lambda: S[7]],
    "too-many-axes": [lambda: A[0, 0, 0], lambda: S[0, 0, 0], lambda: A.sum(axis=3), lambda: S.sum(dim=3)],
    "used-before-set": [_before_it_is_set],
    "unknown-name": [lambda: nothing_of_this_name],  # noqa: F821
    "clone": [lambda: S.copy()],
    "generators": [lambda: CELL.parameters() + CELL.parameters()],
    "sum-of-shapes": [lambda: sum([(1, 2)]), lambda: sum([ROW])],
    "list-not-array": [lambda: [1].shape],
    "tuple-not-array": [lambda: RNN(S).shape],
    "none-used": [lambda: NOTHING.shape, lambda: NOTHING[0]],
    "no-such-attribute": [lambda: A.shift(1), lambda: S.astype(float), lambda: np.cat([A]), lambda: torch.concatenat(S)],
    "product-sizes": [lambda: A @ B, lambda: np.dot(A, B), lambda: S @ Z],
    "shapes-do-not-fit": [lambda: A + B, lambda: S + Z],
    "einsum-sizes": [lambda: torch.einsum("ij,ij->i", S, Z)],
    "place-does-not-fit": [lambda: np.zeros(3).__setitem__(slice(None), A)],
    "parts-differ": [
        lambda: np.stack([A, B]),
        lambda: torch.stack([S, Z]),
        lambda: torch.cat([S, Z], dim=1),
        lambda: np.concatenate([A, A[np.newaxis]]),
    ],
    "nothing-to-join": [lambda: np.stack([]), lambda: torch.stack([]), lambda: torch.cat([S.sum(), S.sum()])],
    "unpacking": [lambda: (lambda a_b: [a for a, b in [a_b]])((1, 2, 3)), lambda: [a for a, b in [1]]],
    "cell-state-axes": [lambda: CELL(S, torch.ones(1, 3, 6))],
    "layer-state-axes": [lambda: RNN(torch.ones(2, 3, 4), torch.ones(3, 6)), lambda: RNN(torch.ones(2, 3, 4), torch.ones(2, 3, 6))],
    "state-width": [lambda: CELL(S, torch.ones(3, 4))],
    "input-width": [lambda: CELL(torch.ones(3, 5))],
    "width-does-not-fit": [lambda: RNN(torch.ones(2, 3, 5))],
    "batches-differ": [lambda: CELL(S, torch.ones(2, 6))],
    "dtypes-differ": [lambda: CELL(S.double()), lambda: S @ S.double().T],
    "numpy-of-a-graph": [lambda: CELL(S).numpy()],
    "in-place-on-a-parameter": [_in_place_on_a_parameter],
    "graph-used-twice": [_twice],
    "changed-in-place": [_changed_in_place],
    "no-gradient-path": [lambda: S.sum().backward()],
    "loss-not-a-number": [lambda: CELL(S).backward()],
    "kinds-do-not-fit": [lambda: ROW - 1, lambda: str(SEVEN) ** 2],
    "not-one-number": [lambda: float(A), lambda: float(S)],
    "truth-of-an-array": [lambda: bool(A), lambda: bool(S)],
    "argument-missing": [_too_few],
    "argument-extra": [_too_many],
    "unknown-keyword": [lambda: np.stack([A], dim=0), lambda: sorted([1], axis=1)],
    "list-index-kind": [lambda: ROW[0, 1]],
    "not-a-whole-number": [lambda: range(7 / 2), lambda: range([1])],
    "not-reversible": [lambda: reversed(map(abs, ROW)), lambda: enumerate(ROW)[0]],
    "targets-of-a-loss": [lambda: nn.functional.cross_entropy(S, torch.zeros(3, 1, dtype=torch.int64))],
    "lengths-of-a-batch": [lambda: nn.utils.rnn.pack_padded_sequence(torch.ones(4, 2, 1), torch.tensor([4, 3, 1]))],
    "not-a-sequence": [lambda: list(7), lambda: list(S.sum())],
    "index-of-a-number": [lambda: SEVEN[0]],
    "list-plus": [lambda: ROW + (1,)],
    "no-length": [lambda: len(7)],
    "tuple-in-torch": [lambda: nn.Linear(6, 1)(RNN(S))],
    "numpy-in-torch": [lambda: nn.Linear(4, 1)(A), lambda: torch.stack([A, A])],
    "reshape-sizes": [lambda: A.reshape(5, -1), lambda: S.reshape(5, 2)],
    "power": [lambda: A ^ 2],
    "split-sizes": [lambda: np.split(A, 2)],
    "not-sorted": [lambda: nn.utils.rnn.pack_padded_sequence(torch.ones(4, 2, 1), torch.tensor([3, 4]))],
    "one-factor": [lambda: np.linalg.multi_dot([A])],
    "divided-by-zero": [lambda: 1 / 0],
    "unknown-key": [lambda: {}["W"]],
    "axes-of-transpose": [lambda: A.transpose(0, 1, 2), lambda: S.permute(0, 1, 2)],
    "cannot-assign": [lambda: exec("a = (1, 2)\na[0] = 3")],
}  # fmt: skip


def test_every_key_has_a_case():
    assert set(CASES) == {known.key for known in known_errors()}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("key", "cause"), [(key, cause) for key, causes in CASES.items() for cause in causes]
)
def test_the_error_is_explained(key, cause):
    with pytest.raises(Exception) as caught:
        cause()
    found = sentence_for(caught.value)
    assert found is not None, repr(caught.value)
    assert found[0] == f"error:{key}", (repr(caught.value), found)
    assert found[1][0].isupper() or found[1][0] in "`["
    assert "{}" not in found[1] and "?`" not in found[1]


def test_an_unknown_error_stays_as_it_is():
    assert sentence_for(ValueError("nobody has seen this before")) is None


def test_the_outcome_stays_raised_and_gets_a_key():
    source = "def one_step(x_t, h_prev, W_xh, W_hh, b):\n    return np.zeros(3, 4)\n"
    result = one_step.check(one_step.function_from(source))
    assert result.outcome == "raised" and result.misconception == "error:shape-not-a-tuple"
    assert "return np.zeros(3, 4)" in str(result) and "ONE argument" in result.message
