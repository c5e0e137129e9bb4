"""The training loop: it trains, it says how it goes, and it refuses what cannot work."""

import numpy as np
import pytest
import torch

from rnn_course.training import stream_losses, train


def line_fit():
    """A weight to learn, and the loss of fitting y = 3x with it."""
    weight = torch.zeros(1, dtype=torch.float64, requires_grad=True)
    x = torch.linspace(-1, 1, 9, dtype=torch.float64)
    return weight, lambda: ((weight * x - 3 * x) ** 2).mean()


def test_the_loss_falls_and_the_weight_is_found():
    weight, loss = line_fit()
    losses = train(loss, [weight], steps=400, learning_rate=0.05, show=False)
    assert len(losses) == 400 and losses[-1] < 1e-6 * losses[0]
    assert weight.item() == pytest.approx(3, abs=1e-2)


def test_it_takes_adams_steps():
    weight, loss = line_fit()
    train(loss, weight, steps=7, learning_rate=0.1, show=False)
    reference, reference_loss = line_fit()
    m = v = 0.0
    for k in range(1, 8):
        (gradient,) = torch.autograd.grad(reference_loss(), reference)
        m, v = 0.9 * m + 0.1 * gradient, 0.999 * v + 0.001 * gradient**2
        with torch.no_grad():
            reference -= 0.1 * (m / (1 - 0.9**k)) / (torch.sqrt(v / (1 - 0.999**k)) + 1e-8)
    np.testing.assert_allclose(weight.detach().numpy(), reference.detach().numpy(), rtol=1e-12)


def test_modules_are_trained_and_gradients_clipped():
    torch.manual_seed(0)
    layer = torch.nn.Linear(2, 1)
    norms = []
    layer.weight.register_post_accumulate_grad_hook(lambda p: norms.append(p.grad.norm().item()))
    train(lambda: (1e3 * layer(torch.ones(4, 2))).pow(2).mean(), [layer], steps=2, max_norm=0.5, show=False)
    assert norms[0] > 0.5  # before clipping
    total = torch.cat([p.grad.flatten() for p in layer.parameters()]).norm().item()
    assert total == pytest.approx(0.5, rel=1e-4)


def test_the_progress_line_overwrites_itself(capsys):
    weight, loss = line_fit()
    train(loss, [weight], steps=3)
    shown = capsys.readouterr().out
    assert shown.count("\r") == 2 and shown.endswith("\n")
    assert "step 3/3  loss" in shown


def test_what_cannot_work_is_refused():
    with pytest.raises(ValueError, match="expected tensors or modules to train, got none"):
        train(lambda: None, [], steps=1)
    weight, _ = line_fit()
    with pytest.raises(ValueError, match="the loss is nan at step 0: try a smaller learning rate"):
        train(lambda: (weight * float("nan")).sum(), [weight], steps=5, show=False)


def test_stream_losses_carry_the_value_and_cut_the_gradient():
    torch.manual_seed(0)
    rnn, head = torch.nn.RNN(2, 5, dtype=torch.float64), torch.nn.Linear(5, 1, dtype=torch.float64)
    x, y = torch.randn(12, 3, 2, dtype=torch.float64), torch.randn(12, 3, 1, dtype=torch.float64)
    x.requires_grad_()
    losses = list(stream_losses(rnn, head, zip(x.split(4), y.split(4), strict=True)))
    whole = (head(rnn(x)[0]) - y) ** 2
    torch.testing.assert_close(torch.stack(losses), torch.stack([part.mean() for part in whole.split(4)]))
    (reached,) = torch.autograd.grad(losses[-1], x)
    assert (reached[:8] == 0).all() and (reached[8:] != 0).any()
