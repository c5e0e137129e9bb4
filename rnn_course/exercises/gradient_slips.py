"""Lessons 6 to 8: general slips in the gradients and in training, alone and two at once."""

from rnn_course.exercises.slips import slips, two_slips

SLOPE, TURN = "The slope of tanh at h is one minus h², and nothing else.", "is turned where it should not be."


def _shares(now, before, word):
    """Slips in the three shares; ``now``, ``before`` and ``word`` are the names of h_t, h_{t-1} and x_t."""
    return {
        "slope_plus": (f"Your slope is 1 + h². {SLOPE}", (f"1 - {now}", f"1 + {now}")),
        "slope_cubed": (f"Your slope has h³. {SLOPE}", (f"{now}**2" if "[" not in now else f"{now} ** 2", f"{now}**3")),
        "share_of_h_now": ("The share of `W_hh` takes the new state; the memory's part read the old one.", (f"d_sum.T @ {before}", f"d_sum.T @ {now}")),
        "flow_turned": (f"On the way back `W_hh` {TURN}", ("d_sum @ W_hh", "d_sum @ W_hh.T")),
        "flow_from_d_h": ("What goes to the step before leaves the slope out.", ("d_sum @ W_hh", "d_h @ W_hh")),
        "bias_averaged": ("The share of b is averaged over the batch; shares are added.", ("sum(axis=0)", "mean(axis=0)")),
        "bias_over_units": ("The share of b is summed over the units and not over the batch.", ("sum(axis=0)", "sum(axis=1)")),
        "word_share_turned": ("The share of `W_xh` has shape (I, H), the weights have (H, I).", (f"d_sum.T @ {word}", f"{word}.T @ d_sum")),
        "memory_share_turned": ("The share of `W_hh` is turned; it is square, so no shape warns you.", (f"d_sum.T @ {before}", f"{before}.T @ d_sum")),
    }  # fmt: skip


ONE_STEP = [("slope_plus", "slope_cubed")]


def one_step_slips(solution):
    """For ``one_step_back(d_h, x_t, h_prev, h_t, W_hh)``."""
    named = _shares("h_t", "h_prev", "x_t")
    return [
        *slips(solution, "one_step_back", **named),
        *two_slips(solution, "one_step_back", ONE_STEP, **named),
    ]


def backward_slips(solution):
    """For ``backward(d_states, x, states, h_0, W_xh, W_hh)``."""
    named = _shares("states[t]", "h_prev", "x[t]") | {
        "no_flow": ("Nothing of later steps arrives: each step has the gradient of its own loss alone.", (" + d_later", "")),
        "overwritten": ("The shares overwrite each other; they should add up over the steps.", ("+=", "=")),
        "first_step_left_out": ("The loop stops before the first step.", ("-1, -1)", "0, -1)")),
        "h_0_left_out": ("At the first step the state before is `h_0`; your code takes zeros.", ("else h_0", "else np.zeros_like(h_0)")),
        "word_gradient_from_d_h": ("The gradient of x leaves the slope out.", ("d_x[t] = d_sum", "d_x[t] = d_h")),
        "word_gradient_from_the_loss": ("The gradient of x takes the loss of its own step, before slope and later steps come in.", ("d_x[t] = d_sum", "d_x[t] = d_states[t]")),
    }  # fmt: skip
    return [
        *slips(solution, "backward", **named),
        *two_slips(solution, "backward", ONE_STEP, **named),
    ]


def clip_slips(solution):
    """For ``clip(gradients, max_norm)``."""
    norm, factor = "np.sqrt(sum((gradient**2).sum() for gradient in gradients.values()))", "(max_norm / norm)"
    check = "if norm <= max_norm:\n        return dict(gradients)\n    "
    return slips(
        solution,
        "clip",
        means_summed=("Your norm takes the mean square of each array. A global norm adds the squares of all numbers, so large arrays weigh more.", (norm, norm.replace(").sum()", ").mean()"))),
        means_summed_always=(
            "Your norm takes the mean square of each array, and small gradients are scaled up as well. A global norm adds the squares of all numbers; only what is too large is changed.",
            (norm, norm.replace(").sum()", ").mean()")),
            (check, ""),
        ),
        never_below_one=("Your factor is never below 1: it can lengthen gradients and never shorten them. Which of two numbers should win?", (check, ""), (factor, "max(1.0, max_norm / max(norm, 1e-12))")),
        halved=("Your norm is halved. Add all squares and take the root.", (norm, f"{norm} / 2")),
        number_of_arrays=("Your norm is divided by the number of arrays. Add all squares and take the root.", (norm, f"{norm} / len(gradients)")),
        root_of_arrays=("Your norm takes the root of a mean over the arrays. Add all squares and take the root.", (norm, f"{norm} / len(gradients) ** 0.5")),
    )  # fmt: skip


def stream_slips(solution):
    """For ``train_on_stream(rnn, head, optimiser, pieces)``."""
    zero, step = "        optimiser.zero_grad()\n", "        optimiser.step()\n"
    return slips(
        solution,
        "train_on_stream",
        steps_at_the_end_with_the_last_gradient=(
            "The optimiser takes one step after all pieces, with the gradient of the last. Each piece should change the weights.",
            (step, ""),
            ("    return losses", "    optimiser.step()\n    return losses"),
        ),
        two_steps_for_each_piece=("The optimiser takes two steps for each piece; one is asked for.", (step, step * 2)),
        never_zeroed_and_fresh=("Two things: gradients pile up, because they are never set to zero; and each piece starts without the state of the one before.", (zero, ""), ("rnn(x, h)", "rnn(x)")),
        last_and_fresh=("Two things: only the last step of each piece counts in the loss, and each piece starts without the state of the one before.", ("head(out) - y", "head(out[-1]) - y[-1]"), ("rnn(x, h)", "rnn(x)")),
        halved_state=("You halve the state between pieces. The next piece goes on from the state as it is.", ("h.detach()", "h.detach() / 2")),
    )  # fmt: skip
