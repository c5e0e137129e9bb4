"""What a model sees coming: sunspots one year ahead, or many, by a season, AR(p) and two trained networks."""

from functools import cache

import numpy as np
import traitlets

from rnn_course.data.stored_runs import stored_run
from rnn_course.widgets.autoregression import fit_autoregression, free_run
from rnn_course.widgets.base import CourseWidget
from rnn_course.widgets.settings import OneOf, WholeNumber, synced

FIRST, LAST_KNOWN, LAST = 1700, 1920, 2008  # the series; models learn from the years up to LAST_KNOWN
STARTS, HORIZONS, LONGEST_WINDOW, SHIFTS = LAST - LAST_KNOWN, 22, 30, 5
NETWORKS = {"rnn": "RNN", "gru": "GRU"}


@cache
def _stored():
    run = stored_run("sunspots")
    return {"numbers": run["numbers"], **{key: run[cell]["forecasts"][0] for key, cell in NETWORKS.items()}}


class Forecast(CourseWidget):
    """What does each model see coming? Sunspots of 1921 to 2008, forecast by a model that
    learnt from 1700 to 1920 only.

    Settings, all of which can be given to ``Forecast(…)``, set later, and read after playing:

    - ``model``: "repeat" (the last ``window`` years again and again: 1 is persistence, 11 a seasonal naive
      forecast), "ar" (a weighted sum of the last ``window`` years, by least squares), "rnn" or "gru" (trained
      networks of 16 units, seed 0).
    - ``window``: 1 to 30 years. The networks read all years since 1700, whatever it is.
    - ``horizon``: how many years ahead is looked at, 1 to 22.
    - ``start``: the last year that is known to the forecast drawn year by year, 1920 to 2007.

    What follows from them: ``forecasts`` (88, 22), where row k holds what the model says at the end of
    1920 + k for the next 22 years; ``run`` (22,), the row of ``start``; ``errors`` (22,), the RMSE for each
    horizon; ``error``, that of ``horizon``; ``lag``, the shift by 0 to 4 years at which the forecasts of this
    horizon are most like the series.

    >>> widget = Forecast(model="repeat", window=1)
    >>> round(widget.error, 1), widget.lag
    (30.4, 1)
    """

    module_name = "forecast"
    picture_inches = (6.8, 5.4)
    invitation = (
        "Run this cell to choose a model, its window and the horizon, and to drag the year of the start."
    )

    model = synced(OneOf("ar", ("repeat", "ar", *NETWORKS)))
    window = synced(WholeNumber(9, 1, LONGEST_WINDOW))
    horizon = synced(WholeNumber(1, 1, HORIZONS))
    start = synced(WholeNumber(1956, LAST_KNOWN, LAST - 1))
    _data = synced(traitlets.Dict(read_only=True))

    @traitlets.default("_data")
    def _stored_data(self):
        return _stored()

    @property
    def numbers(self):
        """The measured series, 1700 to 2008; shape (309,)."""
        return np.array(self._data["numbers"])

    @property
    def forecasts(self):
        """What the model says at the end of 1920, 1921, …, 2007 for the next 22 years; shape (88, 22)."""
        return self._forecasts_of(self.model)

    def _forecasts_of(self, model):
        if model in NETWORKS:
            return np.array(self._data[model])
        pasts = [self.numbers[: end - FIRST + 1] for end in range(LAST_KNOWN, LAST)]
        if model == "repeat":
            return np.stack([np.resize(past[-self.window :], HORIZONS) for past in pasts])
        b, w = fit_autoregression(pasts[0], self.window)
        return np.stack([free_run(past, w, b, HORIZONS) for past in pasts])

    @property
    def run(self):
        """What the model says at the end of ``start`` for the next 22 years; shape (22,)."""
        return self.forecasts[self.start - LAST_KNOWN]

    def _errors_of(self, model):
        gaps, forecasts = np.full((STARTS, HORIZONS), np.nan), self._forecasts_of(model)
        for row, said in enumerate(forecasts):
            truth = self.numbers[LAST_KNOWN - FIRST + 1 + row :][:HORIZONS]
            gaps[row, : len(truth)] = said[: len(truth)] - truth
        return np.sqrt(np.nanmean(gaps**2, axis=0))

    @property
    def errors(self):
        """RMSE for each horizon, over all years up to 2008 that can be forecast so far ahead; shape (22,)."""
        return self._errors_of(self.model)

    @property
    def error(self):
        """RMSE at ``horizon``."""
        return float(self.errors[self.horizon - 1])

    @property
    def said(self):
        """The forecasts made ``horizon`` years before, for 1920 + horizon to 2008; shape (89 − horizon,)."""
        return self.forecasts[: STARTS + 1 - self.horizon, self.horizon - 1]

    @property
    def lag(self):
        """The shift by 0 to 4 years at which ``said`` is most like the series."""
        at = np.arange(LAST_KNOWN - FIRST + self.horizon, LAST - FIRST + 1)
        said = self.said
        if np.ptp(said) < 1e-9:
            return 0
        return int(np.argmax([np.corrcoef(said, self.numbers[at - shift])[0, 1] for shift in range(SHIFTS)]))

    def _name(self, model):
        if model == "repeat":
            return "persistence" if self.window == 1 else f"repeat {self.window} years"
        return f"AR({self.window})" if model == "ar" else NETWORKS[model]

    def describe(self):
        ahead = "1 year" if self.horizon == 1 else f"{self.horizon} years"
        late = f"shifted by {self.lag} year{'s' if self.lag > 1 else ''}" if self.lag else "as it is"
        return (
            f"Forecast: {self._name(self.model)}, {ahead} ahead, errs by {self.error:.1f} sunspots (RMSE, up "
            f"to 2008); it is most like the series {late}; from {self.start} on it says "
            f"{', '.join(f'{value:.0f}' for value in self.run[:5])}, …."
        )

    def draw(self, figure):
        from rnn_course.draw.forecast import errors_by_horizon, forecast

        above, below = figure.subplots(2, 1)
        window = slice(LAST_KNOWN - FIRST + 1, None)
        years = np.arange(FIRST, LAST + 1)
        run = np.full(LAST - self.start, np.nan)
        run[:HORIZONS] = self.run[: len(run)]
        ahead = f"{self._name(self.model)}, {self.horizon} ahead"
        forecast(
            years[window],
            self.numbers[window],
            {ahead: self.said, "from the start on": run},
            self.start,
            ax=above,
        )
        errors_by_horizon(
            {self._name(model): self._errors_of(model) for model in ("repeat", "ar", *NETWORKS)}, ax=below
        )
        below.axvline(self.horizon, color="0.5", linewidth=1, linestyle=":")
