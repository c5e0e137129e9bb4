"""What the benchmarks compare computes the same: a faster wrong answer would be no success."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from rnn_course import core

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import characters, gates  # noqa: E402
from benchmarks import core as speed  # noqa: E402


def test_plain_code_and_core_give_the_same_values():
    rng = np.random.default_rng(1)
    T, B, I, H = 7, 3, 4, 6
    W_ih, W_hh, b_ih, b_hh = core.init_parameters(rng, I, H).values()
    x, d_states = rng.standard_normal((T, B, I)), rng.standard_normal((T, B, H))
    states = core.rnn_forward(x, None, W_ih, W_hh, b_ih, b_hh)
    gradients = core.rnn_backward(d_states, x, states, W_ih, W_hh)
    ours = (states, gradients["weight_ih"], gradients["weight_hh"], gradients["bias"], gradients["x"])
    for one, other in zip(ours, speed.plain(x, d_states, W_ih, W_hh, b_ih + b_hh), strict=True):
        np.testing.assert_allclose(one, other, rtol=0, atol=1e-12)


def test_the_workloads_of_core_and_torch_are_the_same():
    work = speed.workloads(T=5, H=8, B=3)
    assert set(work) == {"core", "torch", "plain", "floor"}
    for run in work.values():
        run()


@pytest.mark.parametrize("cell", gates.CELLS)
def test_the_workloads_of_gates_run(cell):
    work = gates.workloads(cell, T=5, H=8, B=3)
    assert set(work) == {"core", "torch", "floor"}
    for run in work.values():
        run()


def test_the_torch_character_model_is_cores():
    torch.manual_seed(0)
    model = characters.TorchModel(V=7, H=5)
    weights = {name: value.detach().numpy() for name, value in model.named_parameters()}
    parameters = {
        "weight_ih": weights["rnn.weight_ih_l0"],
        "weight_hh": weights["rnn.weight_hh_l0"],
        "bias": weights["rnn.bias_ih_l0"] + weights["rnn.bias_hh_l0"],
        "weight_hy": weights["readout.weight"],
        "bias_y": weights["readout.bias"],
    }
    piece = core.contiguous_streams(np.random.default_rng(0).integers(0, 7, 50), T=6, B=3)[0]
    loss, _, h = core.character_loss(parameters, *piece)
    torch_loss, torch_h = model.loss(piece, None)
    assert loss == pytest.approx(torch_loss.item(), abs=1e-5)
    np.testing.assert_allclose(h, torch_h[0].numpy(), atol=1e-6)


def test_the_per_step_script_takes_cores_step():
    rng = np.random.default_rng(2)
    parameters, tokens = core.init_character_model(rng, V=6, H=5), rng.integers(0, 6, 9)
    pieces = core.contiguous_streams(tokens, T=8, B=1)

    def adagrad(parameters, gradients, state):  # the script's loss is a sum, core's a mean over T · B = 8
        return core.adagrad(parameters, {name: 8 * value for name, value in gradients.items()}, state)

    ours = next(core.train_on_stream(parameters, pieces, adagrad))
    script = {name: value.copy() for name, value in parameters.items()}
    memory = {name: np.zeros_like(value) for name, value in script.items()}
    characters.per_step_script(script, tokens[:8], tokens[1:9], np.zeros((5, 1)), memory)
    for name, value in ours[1].items():
        np.testing.assert_allclose(value, script[name], rtol=0, atol=1e-10)


def test_an_unknown_name_is_refused():
    command = [sys.executable, "-m", "benchmarks", "speedometer"]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, env=os.environ | {"PYTHONUTF8": "1"}
    )
    assert done.returncode == 2 and done.stdout.startswith("unknown: speedometer.")
