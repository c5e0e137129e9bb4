"""Yearly mean sunspot numbers, 1700 to 2008: three centuries of a star's activity, read from statsmodels."""

import numpy as np


def sunspots():
    """Return (years, numbers): years (309,) whole, numbers (309,) float64, mean sunspots seen in that year.

    Source: the data set ``sunspots`` of statsmodels (public domain), from the National Geophysical Data Center.

    >>> years, numbers = sunspots()
    >>> years[0], years[-1], numbers.shape
    (np.int64(1700), np.int64(2008), (309,))
    """
    # imported here: it takes a second, and few lessons need it
    from statsmodels.datasets import sunspots as dataset

    table = dataset.load_pandas().data
    return table["YEAR"].to_numpy(dtype=np.int64), table["SUNACTIVITY"].to_numpy(dtype=np.float64)
