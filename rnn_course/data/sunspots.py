"""Yearly mean sunspot numbers, 1700 to 2008: three centuries of a star's activity, read from statsmodels."""

import numpy as np

from rnn_course.data.stored_table import columns


def sunspots():
    """Return (years, numbers): years (309,) whole, numbers (309,) float64, mean sunspots seen in that year.

    Source: the data set ``sunspots`` of statsmodels (public domain), from the National Geophysical Data
    Center.

    >>> years, numbers = sunspots()
    >>> years[0], years[-1], numbers.shape
    (np.int64(1700), np.int64(2008), (309,))
    """
    table = columns("sunspots")
    return np.array(table["YEAR"], dtype=np.int64), np.array(table["SUNACTIVITY"], dtype=np.float64)
