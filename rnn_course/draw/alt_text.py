"""Alt text: what a figure shows, in words, stored with its picture for screen readers and exported pages.

A picture's output carries it as ``metadata["image/png"]["alt"]``, the place that
IPython and nbconvert have for it.
"""

import re
import sys


def describe(fig, words):
    """Say in ``words`` what ``fig`` shows, in place of what was said before; returns ``fig``.

    The figures of ``rnn_course.draw`` describe themselves. A figure made with plain matplotlib needs this one
    line. Raises ValueError unless ``words`` end as a sentence does.
    """
    fig.alt_text = ""
    return say(fig, words)


def say(fig, *sentences):
    """Add sentences to the alt text of ``fig``; several figures on the Axes of one figure add up."""
    for words in sentences:
        if not words.endswith((".", "!", "?")):
            raise ValueError(f"expected whole sentences, got {words!r}")
    fig.alt_text = " ".join([getattr(fig, "alt_text", ""), *map(_spoken, sentences)]).strip()
    _store_with_pictures()
    return fig


def _spoken(words):
    """The words in one line, without the marks of mathematics.

    >>> _spoken("$W_{hh}$\\n× 2")
    'W_hh × 2'
    """
    plain = re.sub(r"\$([^$]*)\$", lambda found: re.sub(r"[{}\\]", "", found[1]), words)
    return " ".join(plain.split())


def _store_with_pictures():
    """In a notebook: let the PNG of every figure carry its alt text.

    Does nothing the second time, or elsewhere.
    """
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is None:
        return
    from matplotlib.figure import Figure

    formatter = shell.display_formatter.formatters["image/png"]
    made = formatter.for_type(Figure)
    if made is not None and not isinstance(made, _WithAltText):
        formatter.for_type(Figure, _WithAltText(made))


class _WithAltText:
    """A formatter of figures that adds ``alt`` to the metadata of the picture which ``made`` makes."""

    def __init__(self, made):
        self.made = made

    def __call__(self, fig):
        picture = self.made(fig)
        if picture is None or not getattr(fig, "alt_text", ""):
            return picture
        data, metadata = picture if isinstance(picture, tuple) else (picture, {})
        return data, {**metadata, "alt": fig.alt_text}


def listed(items):
    """Words in a row.

    >>> listed(["a", "b", "c"]), listed(["a"])
    ('a, b and c', 'a')
    """
    items = [str(item) for item in items]
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def counted(number, noun):
    """A number and its noun.

    >>> counted(1, "layer"), counted(3, "layer")
    ('1 layer', '3 layers')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"


def short(value):
    """A number with up to three digits.

    >>> short(1234.5), short(-0.123456), short(1.2e-9)
    ('1230', '−0.123', '1.2e−9')
    """
    text = f"{float(f'{value:.3g}'):g}"
    return text.replace("e-0", "e-").replace("e+0", "e").replace("e+", "e").replace("-", "−")


def span(values):
    """The smallest and the largest of some numbers, NaN and infinity left out.

    >>> span([3.0, 1.0, float("inf")])
    'from 1 to 3'
    """
    finite = [float(value) for value in values if abs(float(value)) < float("inf")]
    return f"from {short(min(finite))} to {short(max(finite))}" if finite else "without a finite value"
