"""Formulas become HTML when the site is built, by KaTeX (vendor/katex); a browser computes none of them."""

import json
from functools import cache
from pathlib import Path

from py_mini_racer import MiniRacer

KATEX = Path(__file__).with_name("vendor") / "katex"


@cache
def _katex():
    engine = MiniRacer()
    engine.eval((KATEX / "katex.min.js").read_text(encoding="utf-8"))
    return engine


@cache
def rendered(tex, display=False):
    """The HTML of a formula, with MathML for screen readers. Raises where KaTeX does not understand it.

    >>> 'aria-hidden="true"' in rendered("h_t") and "<math" in rendered("h_t")
    True
    """
    options = {"displayMode": display, "throwOnError": True, "strict": False}
    return _katex().eval(f"katex.renderToString({json.dumps(tex)}, {json.dumps(options)})")
