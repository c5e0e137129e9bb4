"""The stored runs hold what their scripts promise, and the decision in them follows from the trials in them."""

import numpy as np
import pytest

from rnn_course.data import human_numbers, stored_run, sunspots, surnames


def test_sunspots_hold_the_series_and_a_forecast_from_every_year():
    run = stored_run("sunspots")
    years, numbers = sunspots()
    assert run["years"] == years.tolist() and run["numbers"] == numbers.tolist()
    for cell in ("RNN", "GRU"):
        assert np.shape(run[cell]["forecasts"]) == (5, 88, 22)  # seeds, years 1920 to 2007, horizons
        assert np.isfinite(run[cell]["forecasts"]).all()


@pytest.mark.parametrize("cell", ["RNN", "GRU"])
def test_the_decision_is_the_best_trial(cell):
    run = stored_run("sunspots")[cell]
    assert len(run["tried"]) == 2 * 3 * 12  # forms, rates, numbers of steps
    *best, _ = min(run["tried"], key=lambda row: row[-1])
    assert best == [run["form"], run["rate"], run["steps"]]


def test_an_unknown_name_is_told():
    with pytest.raises(ValueError, match="expected one of .*sunspots.*; got 'moon'"):
        stored_run("moon")


GATES = stored_run("gates")
PAIRS = [(T, cell) for T in ("50", "100") for cell in GATES[T]]


def test_gates_were_run_at_both_lengths():
    assert set(GATES["50"]) == {"tanh", "GRU", "LSTM", "LSTM, forget bias 1"}
    assert {"tanh", "GRU", "LSTM"} <= set(GATES["100"])


@pytest.mark.parametrize(("T", "cell"), PAIRS)
def test_gates_hold_three_runs_at_the_rate_that_did_best(T, cell):
    run, settings = GATES[T][cell], GATES["settings"]
    most = settings["steps"]
    badness = {
        rate: [sum(column) for column in zip(*((steps or most, error) for steps, error in rows), strict=True)]
        for rate, rows in run["tried"].items()
    }
    assert float(min(badness, key=badness.get)) == run["rate"]
    assert len(run["runs"]) == 3
    for one in run["runs"]:
        solved = one["errors"][-1] < settings["solved"]
        assert one["steps"] == (settings["check"] * len(one["errors"]) if solved else None)
        assert len(one["before"]) == len(one["after"]) == int(T)


def test_human_numbers_hold_every_seed_of_four_networks():
    runs = stored_run("human_numbers")
    settings = [(run["nonlinearity"], run["layers"], run["seed"], run["rate"], run["epochs"]) for run in runs]
    assert len(set(settings)) == len(settings) == 4 * (10 + 3 + 3 + 2)
    for run in runs:
        curves = [run[name] for name in ("learning", "right", "loss")]
        assert np.shape(curves) == (3, run["epochs"]) and np.isfinite(curves).all()
        assert 0 <= run["counts_up"] <= run["well_formed"] <= 1 and len(run["by_word"]) == 30


def test_the_text_that_a_run_has_written_is_words():
    words, _ = human_numbers()
    assert all(set(run["text"].split()) <= set(words) for run in stored_run("human_numbers"))


def test_names_hold_every_reader_and_writer_and_one_network():
    run = stored_run("names")
    cells = ("tanh", "GRU")
    readers = ("tanh last", "tanh mean", "tanh max", "GRU last")
    assert set(run["readers"]) == {f"{reader} {seed}" for reader in readers for seed in range(5)}
    assert set(run["writers"]) == {f"{c} {seed}" for c in cells for seed in range(3)}
    assert all(0 < result["recall"] < result["accuracy"] < 1 for result in run["readers"].values())
    names, _, languages = surnames()
    assert run["shipped"]["languages"] == languages and sum(run["shipped"]["names"]) == int(0.8 * len(names))
    assert run["shipped"]["alphabet"] == "." + "".join(sorted(set("".join(names))))
