"""linear.js agrees with numpy; slopes are the derivatives of the squashing functions; a table and the clamp do what they say."""

import json

import numpy as np
import pytest
import torch

from rnn_course.widgets.module_source import browser_module
from widgets.javascript import call

RNG = np.random.default_rng(3)
A, B, V, W = (RNG.normal(size=shape) for shape in ((3, 4), (4, 2), 4, 4))
CASES = [
    ("times", (A, V), A @ V),
    ("product", (A, B), A @ B),
    ("outer", (V, W), np.outer(V, W)),
    ("transposed", (A,), A.T),
    ("scaled", (A, -2.5), -2.5 * A),
    ("identity", (3,), np.eye(3)),
    ("plus", (V, W, V), V + W + V),
    ("minus", (V, W), V - W),
    ("norm", (V,), np.linalg.norm(V)),
]


@pytest.mark.parametrize(("name", "arguments", "expected"), CASES, ids=[case[0] for case in CASES])
def test_linear_algebra_is_that_of_numpy(page, name, arguments, expected):
    plain = tuple(value.tolist() if isinstance(value, np.ndarray) else value for value in arguments)
    (got,) = call(page, "linear", name, plain)
    np.testing.assert_allclose(got, expected, rtol=1e-12)


@pytest.mark.parametrize(
    ("name", "function"), [("tanh", torch.tanh), ("relu", torch.relu), ("linear", torch.clone)]
)
def test_slopes_are_derivatives(page, name, function):
    sums = torch.linspace(-2, 2, 8, dtype=torch.float64, requires_grad=True)
    states = function(sums)
    states.sum().backward()
    source = browser_module("cell").replace("export ", "")
    code = f"([name, states]) => {{ {source}; return states.map(SLOPES[name]); }}"
    np.testing.assert_allclose(page.evaluate(code, [name, states.tolist()]), sums.grad.numpy(), rtol=1e-12)


MODEL = """{ data: DATA, get(name) { return this.data[name]; }, set(changes) { this.data = { ...this.data, ...changes }; this.sent.push(changes); },
  save_changes() {}, on() {}, off() {}, sent: [] }"""


def test_what_is_drawn_and_what_is_written_fit_each_other(page):
    source = browser_module("controls").replace("export ", "")
    code = f"""() => {{ {source}
      const model = {MODEL.replace("DATA", json.dumps({"T": 3, "t": 5, "kept": [1]}))};
      let tools = null;
      const within = (all) => ({{ ...all, t: Math.min(all.t, all.T) }});
      const build = (given) => {{ tools = given; return {{ draw() {{}}, describe: () => "" }}; }};
      defineWidget(["T", "t", "kept"], build, within).render({{ model, el: document.createElement("div") }});
      const drawn = tools.state();
      tools.set({{ t: 9 }});
      tools.set({{ T: 2 }});
      tools.set({{ T: 4 }});
      return [drawn, model.sent];
    }}"""
    drawn, sent = page.evaluate(code)
    assert drawn == {"T": 3, "t": 3, "kept": [1]}
    assert sent == [{"t": 3}, {"T": 2, "t": 2}, {"T": 4}]


def test_a_table_has_heads_and_rows_of_texts_and_elements(page):
    source = browser_module("tables").replace("export ", "")
    code = f"""() => {{ {source}
      const one = table(["name", html("code", {{}}, "a")], "mine"), bare = table([], "");
      one.show([["x", "1"]]);
      one.show([["row", ["2 ", html("b", {{}}, "3")]], [html("i", {{}}, "last"), "<4>"]]);
      return [one.element.outerHTML, bare.element.outerHTML];
    }}"""
    full, bare = page.evaluate(code)
    assert full == (
        '<table class="rnnc-table mine"><thead><tr><th scope="col">name</th><th scope="col"><code>a</code></th></tr></thead><tbody>'
        '<tr><th scope="row">row</th><td>2 <b>3</b></td></tr><tr><th scope="row"><i>last</i></th><td>&lt;4&gt;</td></tr></tbody></table>'
    )
    assert bare == '<table class="rnnc-table "><tbody></tbody></table>'
