"""Where dL/dW_hh comes from: each step's share, and the path on which the loss reaches it."""

import numpy as np
import traitlets

from rnn_course.core import rnn_forward
from rnn_course.core.backward import SLOPE, through_time
from rnn_course.widgets.base import CourseWidget
from rnn_course.widgets.settings import OneOf, RealNumber, WholeNumber, synced

MOST_STEPS = 10
# Fixed numbers, I = 1 and H = 2, not trained. W_hh has spectral radius 0.88.
MODEL = {
    "x": [-0.2, 0.5, -0.8, -0.4, -0.7, 0.3, -0.2, 0.8, 0.8, 0.6],
    "weight_ih": [[0.7], [-0.3]],
    "weight_hh": [[0.6, -0.4], [0.3, 1.1]],
    "readout": [0.9, -0.7],
}
ENTRIES = {"[0, 0]": (0, 0), "[0, 1]": (0, 1), "[1, 0]": (1, 0), "[1, 1]": (1, 1)}


class GradientShares(CourseWidget):
    """dL/dW_hh is a sum over steps: W_hh is used at every step k, and each use adds its share.

    A tiny RNN (I = 1, H = 2, no biases, h_0 = 0) reads T numbers. Its answer at step t is y_t = w_hy · h_t;
    it should be the number before, so that L_t = ½ (y_t − x_{t−1})² with x_0 = 0.

    Settings, all of which can be given to ``GradientShares(…)``, set later, and read after playing:

    - ``T``: the number of steps, 1 to 10.
    - ``t``: the step whose loss is looked at, 1 to T. It starts at the last one.
    - ``k``: the step whose share is looked at, 1 to t.
    - ``loss_at``: "t" (L = L_t) or "every" (L = L_1 + … + L_t).
    - ``entry``: what the bars show, "norm" or an entry of the matrix: "[0, 0]",
      "[0, 1]", "[1, 0]" or "[1, 1]".
    - ``w_hh_scale``: the factor, 0 to 2, on W_hh.
    - ``nonlinearity``: "tanh" or "relu".

    What follows from them: ``x`` (T, I), ``h`` (T, H), ``y`` (T,), ``losses`` (T,), ``loss``;
    ``d_sums`` (T, H), the gradient for the sum inside the nonlinearity; ``shares`` (T, H, H), which are
    zero after step t; ``running_sums`` (T, H, H), the shares of the steps from k to t added up;
    ``gradient`` (H, H), all of them added up.

    >>> widget = GradientShares(T=6)
    >>> widget.shares.shape, bool(np.allclose(widget.shares.sum(axis=0), widget.gradient))
    ((6, 2, 2), True)
    """

    module_name = "gradient_shares"
    picture_inches = (6.4, 3.8)
    invitation = "Run this cell to drag t and k. Dots: the running sum of the shares, from step t down."

    T = synced(WholeNumber(8, 1, MOST_STEPS))
    t = synced(WholeNumber(8, 1, MOST_STEPS))
    k = synced(WholeNumber(5, 1, MOST_STEPS))
    loss_at = synced(OneOf("t", ("t", "every")))
    entry = synced(OneOf("[1, 0]", ("norm", *ENTRIES)))
    w_hh_scale = synced(RealNumber(1.0, 0, 2))
    nonlinearity = synced(OneOf("tanh", ("tanh", "relu")))
    _model = synced(traitlets.Dict(MODEL, read_only=True))

    @property
    def x(self):
        """The numbers that are read; shape (T, I)."""
        return np.array(MODEL["x"][: self.T])[:, np.newaxis]

    @property
    def weight_ih(self):
        """W_xh, shape (H, I)."""
        return np.array(MODEL["weight_ih"])

    @property
    def weight_hh(self):
        """W_hh times ``w_hh_scale``, shape (H, H)."""
        return self.w_hh_scale * np.array(MODEL["weight_hh"])

    @property
    def h(self):
        """The state after each step, shape (T, H). ``h[t - 1]`` is h_t."""
        return self._states()[:, 0]

    @property
    def y(self):
        """The answer at each step, y_t = w_hy · h_t; shape (T,)."""
        return self.h @ np.array(MODEL["readout"])

    @property
    def losses(self):
        """The loss of each step, ½ (y_t − x_{t−1})²; shape (T,)."""
        return self._errors() ** 2 / 2

    @property
    def loss(self):
        """The loss L whose gradient is shown: L_t, or L_1 + … + L_t."""
        return float(self.losses[self._counted()].sum())

    @property
    def d_sums(self):
        """dL/da_k for the sum a_k inside the nonlinearity of each step, da in the picture; shape (T, H)."""
        errors = np.where(self._counted(), self._errors(), 0)
        d_states = errors[:, np.newaxis, np.newaxis] * np.array(MODEL["readout"])  # (T, B, H) with B = 1
        d_sums, _ = through_time(d_states, self._states(), self.weight_hh, SLOPE[self.nonlinearity])
        return d_sums[:, 0]

    @property
    def shares(self):
        """What each step k adds to dL/dW_hh: da_kᵀ h_{k−1}, in ``shares[k - 1]``; shape (T, H, H)."""
        before = np.concatenate([np.zeros((1, 2)), self.h[:-1]])
        return self.d_sums[:, :, np.newaxis] * before[:, np.newaxis, :]

    @property
    def running_sums(self):
        """The shares of steps k to t added up, the last step first; shape (T, H, H).

        ``running_sums[0]`` is all.
        """
        return np.cumsum(self.shares[::-1], axis=0)[::-1]

    @property
    def gradient(self):
        """dL/dW_hh, the shares of all steps added up; shape (H, H)."""
        return self.shares.sum(axis=0)

    def shown(self, matrices):
        """What the bars show of each of ``matrices`` (…, H, H): its norm, or the chosen entry; shape (…)."""
        if self.entry == "norm":
            return np.linalg.norm(matrices, axis=(-2, -1))
        return matrices[(..., *ENTRIES[self.entry])]

    def _states(self):
        return rnn_forward(
            self.x[:, np.newaxis], None, self.weight_ih, self.weight_hh, nonlinearity=self.nonlinearity
        )

    def _errors(self):
        return self.y - np.concatenate([[0], self.x[:-1, 0]])

    def _counted(self):
        """Which steps' losses belong to L; shape (T,), True or False."""
        steps = np.arange(1, self.T + 1)
        return steps <= self.t if self.loss_at == "every" else steps == self.t

    @traitlets.default("t")
    def _last_step(self):
        return self.T

    @traitlets.default("k")
    def _some_steps_before(self):
        return max(1, self.t - 3)

    @traitlets.validate("t", "k")
    def _check_step(self, proposal):
        name = proposal.trait.name
        limit, meaning = (self.T, "T") if name == "t" else (self.t, "t")
        if proposal.value > limit:
            raise traitlets.TraitError(
                f"{name} must be a whole number from 1 to {limit} ({meaning}), got {proposal.value}"
            )
        return proposal.value

    @traitlets.observe("T", "t")
    def _keep_steps_within(self, _):
        self.t = min(self.t, self.T)
        self.k = min(self.k, self.t)

    def describe(self):
        whole = f"the norm {self.shown(self.gradient):.3f}"
        if self.entry != "norm":
            whole = f"the entry {self.entry} = {self.shown(self.gradient):.3f}"
        loss = f"L_{self.t}" if self.loss_at == "t" else f"L_1 + … + L_{self.t}"
        return (
            f"Gradient shares: dL/dW_hh for L = {loss} has {whole}, the sum of the shares of steps 1 to "
            f"{self.t}; step {self.k} adds {self.shown(self.shares[self.k - 1]):.3f} (W_hh × "
            f"{self.w_hh_scale:g}, {self.nonlinearity})."
        )

    def draw(self, figure):
        from rnn_course.draw.gradient_path import gradient_path

        states = np.concatenate([np.zeros((1, 2)), self.h])
        shares, sums = (self.shown(matrices)[: self.t] for matrices in (self.shares, self.running_sums))
        gradient_path(states, self.d_sums[: self.t], shares, sums, self.k, figure.add_subplot())
