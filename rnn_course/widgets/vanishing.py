"""How much of a state survives in a later one: ‖∂h_T/∂h_k‖ against the distance T − k."""

import numpy as np
import traitlets

from rnn_course.core.backward import SLOPE, through_time, weight_gradients
from rnn_course.widgets.base import CourseWidget
from rnn_course.widgets.settings import OneOf, RealNumber, Switch, WholeNumber, synced
from rnn_course.widgets.words import letters_hash, numbers_from

H, MOST_STEPS = 8, 60
LOST, MAX_NORM = 1e-3, 1.0  # below LOST, we call a state forgotten; gradients are clipped to MAX_NORM
SQUASH = {"tanh": np.tanh, "relu": lambda values: np.maximum(values, 0), "linear": np.asarray}
SLOPES = {**SLOPE, "linear": np.ones_like}


class Vanishing(CourseWidget):
    """Why does it forget? An RNN with I = 1 and H = 8, drawn at random and not
    trained, reads T numbers from 0 to 1.

    The picture shows the spectral norm (the largest factor by which a change can grow) of ∂h_T/∂h_k, the
    product of the matrices diag(slope at s) W_hh for s = T, …, k + 1, against the distance T − k.

    Settings, all of which can be given to ``Vanishing(…)``, set later, and read after playing:

    - ``radius``: the spectral radius of W_hh, 0.1 to 2.
    - ``T``: the number of steps, 2 to 60.
    - ``distance``: the distance T − k that is looked at, 0 to T. It starts at T.
    - ``nonlinearity``: "tanh", "relu" or "linear".
    - ``input_scale``: the factor, 0 to 3, on the numbers that are read.
    - ``weights``: "random", or "orthogonal" or "identity": W_hh is ``radius`` times an orthogonal matrix
      (which turns vectors and keeps their length) or times the identity matrix.
    - ``seed``: 0 to 20, which random weights and which numbers.
    - ``clip``: whether the gradient of W_hh, for the loss sum(h_T)/√H, is clipped to the norm 1.

    What follows from them: ``weight_hh`` (H, H), ``x`` (T, I), ``h`` (T, H), ``norms`` (T + 1,), where
    ``norms[d]`` belongs to the distance d; ``reach``, the largest distance up to which no norm is below
    0.001; ``mean_slope``; ``gradient`` (H, H) of W_hh before clipping, ``gradient_norm``, ``clipped_norm``,
    and ``early_part``, the norm of what steps 1 to T//2 add to it, divided by ``gradient_norm``.

    >>> widget = Vanishing(radius=0.5, T=20, nonlinearity="linear", weights="identity")
    >>> widget.norms[:4], widget.reach
    (array([1.   , 0.5  , 0.25 , 0.125]), 9)
    """

    module_name = "vanishing"
    picture_inches = (6.4, 3.3)
    invitation = (
        "Run this cell to turn the spectral radius, T, "
        "the nonlinearity and the inputs, and to clip the gradient."
    )

    radius = synced(RealNumber(0.9, 0.1, 2))
    T = synced(WholeNumber(40, 2, MOST_STEPS))
    distance = synced(WholeNumber(40, 0, MOST_STEPS))
    nonlinearity = synced(OneOf("tanh", SQUASH))
    input_scale = synced(RealNumber(1.0, 0, 3))
    weights = synced(OneOf("random", ("random", "orthogonal", "identity")))
    seed = synced(WholeNumber(5, 0, 20))
    clip = synced(Switch(False))

    @property
    def weight_hh(self):
        """W_hh with the spectral radius ``radius``; shape (H, H)."""
        if self.weights == "identity":
            return self.radius * np.eye(H)
        drawn = self._numbers("W_hh", H * H).reshape(H, H)
        if self.weights == "orthogonal":
            Q, R = np.linalg.qr(drawn)
            return self.radius * Q * np.sign(np.diag(R))  # the signs that the Gram–Schmidt process gives
        return drawn * (self.radius / np.abs(np.linalg.eigvals(drawn)).max())

    @property
    def weight_ih(self):
        """W_xh, shape (H, I)."""
        return self._numbers("W_xh", H)[:, np.newaxis]

    @property
    def x(self):
        """The numbers that are read, each from 0 to 1 times ``input_scale``; shape (T, I)."""
        return self.input_scale * (self._numbers("x", MOST_STEPS)[: self.T, np.newaxis] + 1) / 2

    @property
    def h(self):
        """The state after each step, from h_0 = 0; shape (T, H). ``h[t - 1]`` is h_t."""
        state, states, weight_hh = np.zeros(H), [], self.weight_hh
        for x_t in self.x:
            state = SQUASH[self.nonlinearity](self.weight_ih @ x_t + weight_hh @ state)
            states.append(state)
        return np.stack(states)

    @property
    def norms(self):
        """Spectral norm of ∂h_T/∂h_{T−d} for every distance d; shape (T + 1,)."""
        product, norms, weight_hh = np.eye(H), [1.0], self.weight_hh
        for slope in SLOPES[self.nonlinearity](self.h)[::-1]:
            product = product @ (slope[:, np.newaxis] * weight_hh)
            norms.append(np.linalg.norm(product, 2))
        return np.array(norms)

    @property
    def reach(self):
        """The largest distance up to which the norm is never below 0.001."""
        lost = np.flatnonzero(self.norms < LOST)
        return int(lost[0]) - 1 if len(lost) else self.T

    @property
    def mean_slope(self):
        """The slope of the nonlinearity, averaged over all steps and units."""
        return float(SLOPES[self.nonlinearity](self.h).mean())

    @property
    def gradient(self):
        """The gradient of W_hh for the loss sum(h_T)/√H, before clipping; shape (H, H)."""
        return self._gradient_of_steps(self.T)

    @property
    def gradient_norm(self):
        """The norm of ``gradient``, the square root of the sum of its squared entries."""
        return float(np.linalg.norm(self.gradient))

    @property
    def clipped_norm(self):
        """The norm of the gradient that training would use: at most 1 if ``clip`` is on."""
        return min(self.gradient_norm, MAX_NORM) if self.clip else self.gradient_norm

    @property
    def early_part(self):
        """The norm of what steps 1 to T//2 add to ``gradient``, over ``gradient_norm``; 0 if that is 0."""
        whole = self.gradient_norm
        return float(np.linalg.norm(self._gradient_of_steps(self.T // 2))) / whole if whole else 0.0

    def _gradient_of_steps(self, count):
        """The sum of the shares of steps 1 to ``count``; shape (H, H)."""
        x, states = self.x[:, np.newaxis], self.h[:, np.newaxis]  # (T, B, I) and (T, B, H) with B = 1
        d_states = np.zeros_like(states)
        d_states[-1] = 1 / np.sqrt(H)
        d_sums, _ = through_time(d_states, states, self.weight_hh, SLOPES[self.nonlinearity])
        d_sums[count:] = 0
        return weight_gradients(d_sums, x, states)["weight_hh"]

    def _numbers(self, name, count):
        return numbers_from(letters_hash(f"{self.seed} {name}"), count)

    @traitlets.default("distance")
    def _whole_way(self):
        return self.T

    @traitlets.validate("distance")
    def _check_distance(self, proposal):
        if proposal.value > self.T:
            raise traitlets.TraitError(
                f"distance must be a whole number from 0 to {self.T} (T), got {proposal.value}"
            )
        return proposal.value

    @traitlets.observe("T")
    def _keep_distance_within(self, _):
        self.distance = min(self.distance, self.T)

    def describe(self):
        kind = {"tanh": "tanh", "relu": "ReLU", "linear": "no nonlinearity"}[self.nonlinearity]
        reach = (
            f"falls under 0.001 after {self.reach} steps" if self.reach < self.T else "stays at 0.001 or more"
        )
        matrix = "identity" if self.weights == "identity" else f"{self.weights}, seed {self.seed}"
        return (
            f"Vanishing: with spectral radius {self.radius:g} ({matrix}), {kind} and inputs × "
            f"{self.input_scale:g}, ‖∂h_T/∂h_k‖ {reach} (T = {self.T}); at T − k = {self.distance} it is "
            f"{self.norms[self.distance]:.1e}."
        )

    def draw(self, figure):
        from rnn_course.draw.vanishing import norms_against_distance

        title = f"How much of h_k survives in h_T? At least 0.001 for {self.reach} of {self.T} steps"
        norms, radii = {"measured": self.norms[1:]}, {"measured": self.radius}
        norms_against_distance(norms, radii, title=title, lost=LOST, ax=figure.add_subplot())
