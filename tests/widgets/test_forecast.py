"""What each model sees coming: Python against statsmodels, the JavaScript, every control in JupyterLab."""

import numpy as np
import pytest
from browser_lab import quiet
from traitlets import TraitError

from rnn_course.data import sunspots
from rnn_course.widgets import Forecast
from widgets.javascript import call


def some_widgets():
    """The first one, the ends of the sliders, every model, and random settings."""
    rng = np.random.default_rng(3)
    yield Forecast()
    yield Forecast(model="repeat", window=1, horizon=22, start=2007)
    yield Forecast(model="ar", window=30, horizon=22, start=1920)
    yield Forecast(model="ar", window=1, horizon=22)
    for i in range(12):
        yield Forecast(
            model=("repeat", "ar", "rnn", "gru")[i % 4],
            window=int(rng.integers(1, 31)),
            horizon=int(rng.integers(1, 23)),
            start=int(rng.integers(1920, 2008)),
        )


# -- Python -------------------------------------------------------------------------------------------------------


def test_the_series_is_that_of_the_lesson():
    assert Forecast().numbers.tolist() == sunspots()[1].tolist()


@pytest.mark.parametrize("p", [1, 2, 9, 30])
def test_ar_agrees_with_statsmodels(p):
    from statsmodels.tsa.ar_model import AutoReg

    _, numbers = sunspots()
    params = AutoReg(numbers[:221], lags=p).fit().params
    for row in (0, 40, 87):
        # the library forecasts from the series it was made with, so give it the longer one and keep the weights
        longer = AutoReg(numbers[: 221 + row], lags=p)
        expected = longer.predict(params, start=221 + row, end=221 + row + 21)
        np.testing.assert_allclose(Forecast(window=p).forecasts[row], expected, rtol=1e-6, atol=1e-6)


def test_repeat_is_persistence_and_a_season():
    _, numbers = sunspots()
    one = Forecast(model="repeat", window=1)
    assert one.error == pytest.approx(np.sqrt(np.mean((numbers[221:] - numbers[220:-1]) ** 2)))
    season = Forecast(model="repeat", window=11, horizon=3)
    assert season.error == pytest.approx(np.sqrt(np.mean((numbers[223:] - numbers[212:-11]) ** 2)))
    assert [Forecast(model="repeat", window=1, horizon=h).lag for h in (1, 2, 3, 4)] == [1, 2, 3, 4]


def test_what_the_lesson_says_about_it():
    assert round(Forecast().error, 1) == 17.4
    assert round(Forecast(horizon=11).error) == 36
    assert Forecast(horizon=2).lag == 0 < Forecast(model="gru", horizon=2).lag
    assert np.ptp(Forecast(window=1).run[-5:]) < 2 < 10 < np.ptp(Forecast(window=9).run[-11:])


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"model": "lstm"}, "model must be one of 'repeat', 'ar', 'rnn', 'gru', got 'lstm'"),
        ({"window": 31}, "window must be a whole number from 1 to 30, got 31"),
        ({"horizon": 0}, "horizon must be a whole number from 1 to 22, got 0"),
        ({"start": 2008}, "start must be a whole number from 1920 to 2007, got 2008"),
    ],
)
def test_a_wrong_setting_is_told(settings, message):
    with pytest.raises(TraitError, match=message):
        Forecast(**settings)


def test_the_picture_follows_the_settings():
    assert (
        Forecast().static_png()
        != Forecast(horizon=2).static_png()
        != Forecast(model="gru", horizon=2).static_png()
    )
    assert Forecast(start=2007, model="repeat", window=1).static_png()


# -- JavaScript ---------------------------------------------------------------------------------------------------


def test_javascript_shows_what_python_computes(page):
    widgets = list(some_widgets())
    data = Forecast()._data
    rows = call(page, "forecast", "forecastsOf", *[(data, w.model, w.window) for w in widgets])
    errors = call(page, "forecast", "errorsOf", *[(data, found) for found in rows])
    lags = call(
        page, "forecast", "lagOf", *[(data, f, w.horizon) for f, w in zip(rows, widgets, strict=True)]
    )
    for widget, found, error, lag in zip(widgets, rows, errors, lags, strict=True):
        np.testing.assert_allclose(found, widget.forecasts, rtol=1e-8, atol=1e-7)
        np.testing.assert_allclose(error, widget.errors, rtol=1e-9)
        assert lag == widget.lag


def test_least_squares_agree_with_numpy_for_random_sizes(page):
    rng = np.random.default_rng(8)
    sizes = [(int(n), int(rng.integers(1, n + 1))) for n in rng.integers(2, 40, size=12)]
    problems = [(rng.normal(size=(n, m)) * 100 + 50, rng.normal(size=n)) for n, m in sizes]
    found = call(page, "forecast", "leastSquares", *[(A.T.tolist(), y.tolist()) for A, y in problems])
    for (A, y), solution in zip(problems, found, strict=True):
        np.testing.assert_allclose(solution, np.linalg.lstsq(A, y)[0], rtol=1e-6, atol=1e-8)


# -- JupyterLab ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def notebook(lab):
    lab.open(lab.write("forecast.ipynb", ["from rnn_course.widgets import Forecast\nf = Forecast()\nf"]))
    lab.run_all()
    lab.page.wait_for_selector(".rnnc")
    return lab


@pytest.fixture
def view(notebook):
    """The widget in the page, with all settings as at first; afterwards no error and no outside request."""
    notebook.run("f.model = 'ar'; f.window = 9; f.horizon = 1; f.start = 1956")
    view = notebook.page.locator(".rnnc")
    notebook.wait_until(lambda: readout(view) == told(Forecast()))
    with quiet(notebook):
        yield view


def readout(view):
    return view.locator(".forecast-readout").inner_text()


def told(widget):
    """The line under the pictures, from what Python computes."""
    name = {"repeat": f"repeat {widget.window} years", "ar": f"AR({widget.window})"}.get(
        widget.model, widget.model.upper()
    )
    name = "persistence" if name == "repeat 1 years" else name
    years = lambda n: "1 year" if n == 1 else f"{n} years"  # noqa: E731
    late = f"shifted by {years(widget.lag)}" if widget.lag else "as it is"
    return (
        f"{name}, {years(widget.horizon)} ahead: RMSE {widget.error:.1f}; most like the series {late}. "
        f"At the end of {widget.start} it says {widget.run[0]:.0f} for {widget.start + 1}."
    )


def settled(lab, view, **settings):
    """Wait until Python has these settings; check that the page says what Python computes."""
    seen = {}

    def arrived():
        seen.update(lab.value("{n: getattr(f, n) for n in f.setting_names()}"))
        return all(seen[name] == value for name, value in settings.items())

    lab.wait_until(arrived)
    assert readout(view) == told(Forecast(**seen))


@pytest.mark.parametrize(
    ("name", "setting", "keys", "value"),
    [
        ("Window", "window", ["Home"], 1),
        ("Window", "window", ["ArrowRight"] * 2, 11),
        ("Window", "window", ["End"], 30),
        ("Years ahead", "horizon", ["ArrowRight"], 2),
        ("Years ahead", "horizon", ["End"], 22),
        ("Start", "start", ["Home"], 1920),
        ("Start", "start", ["End"], 2007),
    ],
)
def test_sliders_by_keyboard(notebook, view, name, setting, keys, value):
    before = view.locator("svg").first.inner_html()
    view.get_by_role("slider", name=name, exact=True).focus()
    for key in keys:
        notebook.page.keyboard.press(key)
    settled(notebook, view, **{setting: value})
    assert view.locator("svg").first.inner_html() != before


@pytest.mark.parametrize(("name", "value"), [("repeat", "repeat"), ("RNN", "rnn"), ("GRU", "gru")])
def test_each_model_draws_another_curve(notebook, view, name, value):
    run = view.locator(".forecast-run")
    before = run.get_attribute("points")
    view.get_by_role("radio", name=name, exact=True).check()
    settled(notebook, view, model=value)
    assert run.get_attribute("points") != before
    assert view.locator(".forecast-curve.lit").count() == 1


def test_the_curves_differ_by_dash_as_their_keys_do(notebook, view):
    """Without colours too: repeat is dashed and RNN dotted; AR and GRU, solid, are as far apart as blue and orange."""
    style = "(all, name) => all.map(e => getComputedStyle(e)[name])"
    dashes = view.locator(".forecast-curve").evaluate_all(style, "strokeDasharray")
    assert dashes[0] != dashes[2] and "none" not in (dashes[0], dashes[2])
    keys = view.locator(".rnnc-heading").nth(1).locator(".forecast-key > span:first-child")
    assert keys.evaluate_all(style, "borderTopStyle") == ["dashed", "solid", "dotted", "solid"]


def test_the_start_is_dragged_and_the_run_begins_there(notebook, view):
    box, mouse = view.locator("svg.rnnc-picture").first.bounding_box(), notebook.page.mouse
    width = view.locator("svg.rnnc-picture").first.evaluate("e => e.viewBox.baseVal.width")
    place = lambda year: box["x"] + (40 + (year - 1890) / 118 * (width - 52)) / width * box["width"]  # noqa: E731
    mouse.move(place(1940), box["y"] + 80)
    mouse.down()
    settled(notebook, view, start=1940)
    mouse.move(place(1985), box["y"] + 80, steps=4)
    mouse.up()
    settled(notebook, view, start=1985)
    first, mark = (
        view.locator(".forecast-run").get_attribute("points").split()[0],
        view.locator(".forecast-start"),
    )
    assert float(first.split(",")[0]) == pytest.approx(float(mark.get_attribute("x1")))
    assert view.locator(".forecast-run-dot").count() == 22
    mouse.click(place(1900), box["y"] + 80)
    settled(notebook, view, start=1920)


def test_a_press_on_the_errors_sets_the_horizon(notebook, view):
    box = view.locator("svg.rnnc-picture").nth(1).bounding_box()
    width = view.locator("svg.rnnc-picture").nth(1).evaluate("e => e.viewBox.baseVal.width")
    notebook.page.mouse.click(box["x"] + (40 + 10 / 21 * (width - 52)) / width * box["width"], box["y"] + 40)
    settled(notebook, view, horizon=11)


def test_what_python_sets_is_shown(notebook, view):
    notebook.run("f.model = 'repeat'; f.window = 11; f.horizon = 5; f.start = 1950")
    notebook.wait_until(lambda: readout(view).startswith("repeat 11 years, 5 years ahead"))
    settled(notebook, view, start=1950)
    assert view.get_by_role("radio", name="repeat").is_checked()
    assert view.get_by_role("slider", name="Window").input_value() == "11"


def test_a_screen_reader_hears_the_last_state(notebook, view):
    view.get_by_role("slider", name="Years ahead").press("ArrowRight")
    notebook.wait_until(lambda: "2 years ahead" in view.locator(".rnnc-news").inner_text())
