"""Weekly carbon dioxide in the air at Mauna Loa, 1958 to 2001, read from statsmodels."""

import numpy as np

from rnn_course.data.stored_table import columns


def co2():
    """Return (days, values): days (2284,) as numpy dates, one a week;
    values (2284,) float64 in parts per million.

    59 weeks were not measured; they are NaN, and what to do about them is the reader's decision.
    Source: the data set ``co2`` of statsmodels (public domain), from the Scripps Institution of Oceanography.

    >>> days, values = co2()
    >>> values.shape, int(np.isnan(values).sum())
    ((2284,), 59)
    """
    table = columns("co2")
    days = [f"{day[:4]}-{day[4:6]}-{day[6:]}" for day in table["date"]]
    values = [value or "nan" for value in table["co2"]]
    return np.array(days, dtype="datetime64[D]"), np.array(values, dtype=np.float64)
