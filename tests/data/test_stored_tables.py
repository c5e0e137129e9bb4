"""The data sets that are read from statsmodels' files equal what its own loader gives, bit by bit."""

import subprocess
import sys

import numpy as np
import pytest

from rnn_course.data import co2, stored_table, sunspots

HEAVY = (
    "import sys; from rnn_course.data import co2, sunspots; co2(), sunspots(); print('pandas' in sys.modules)"
)


def test_sunspots_are_those_of_the_loader():
    from statsmodels.datasets import sunspots as dataset

    table = dataset.load_pandas().data
    years, numbers = sunspots()
    assert years.dtype == np.int64 and numbers.dtype == np.float64
    assert np.array_equal(years, table["YEAR"]) and np.array_equal(numbers, table["SUNACTIVITY"])


def test_co2_is_that_of_the_loader():
    from statsmodels.datasets import co2 as dataset

    table = dataset.load_pandas().data
    days, values = co2()
    assert np.array_equal(days, table.index.to_numpy(dtype="datetime64[D]"))
    assert values.dtype == np.float64 and np.array_equal(values, table["co2"], equal_nan=True)


def test_reading_them_loads_neither_pandas_nor_scipy():
    done = subprocess.run([sys.executable, "-c", HEAVY], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_without_statsmodels_the_error_names_it(monkeypatch):
    monkeypatch.setattr(stored_table, "find_spec", lambda name: None)
    with pytest.raises(ModuleNotFoundError, match="statsmodels"):
        sunspots()
