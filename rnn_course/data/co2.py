"""Weekly carbon dioxide in the air at Mauna Loa, 1958 to 2001, read from statsmodels."""

import numpy as np


def co2():
    """Return (days, values): days (2284,) as numpy dates, one a week; values (2284,) float64 in parts per million.

    59 weeks were not measured; they are NaN, and what to do about them is the reader's decision.
    Source: the data set ``co2`` of statsmodels (public domain), from the Scripps Institution of Oceanography.

    >>> days, values = co2()
    >>> values.shape, int(np.isnan(values).sum())
    ((2284,), 59)
    """
    from statsmodels.datasets import co2 as dataset

    table = dataset.load_pandas().data
    return table.index.to_numpy(dtype="datetime64[D]"), table["co2"].to_numpy(dtype=np.float64)
