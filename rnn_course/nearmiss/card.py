"""Turn what an exercise says into a small card (HTML) and into plain text.

Everything that may come from a learner is escaped. Colours come from JupyterLab's theme, with fallbacks.
"""

import html
import re
import textwrap

COLOURS = {
    "good": "var(--jp-success-color1, #1b8a5a)",
    "warn": "var(--jp-warn-color1, #c77700)",
    "bad": "var(--jp-error-color1, #c4314b)",
    "info": "var(--jp-info-color1, #2f7fb8)",
}
CARD = (
    "border-left: 4px solid {colour}; padding: 0.3em 0.9em; margin: 0.3em 0; max-width: 46em; "
    "line-height: 1.45; color: var(--jp-content-font-color1, inherit); "
    "font-family: var(--jp-content-font-family, sans-serif);"
)
PRE = (
    "background: var(--jp-layout-color2, rgba(127, 127, 127, 0.15)); color: inherit; padding: 0.5em 0.8em; "
    "margin: 0.4em 0; overflow-x: auto; white-space: pre; font-family: var(--jp-code-font-family, monospace);"
)
CODE = (
    "background: var(--jp-layout-color2, rgba(127, 127, 127, 0.15)); color: inherit; padding: 0 0.2em; "
    "font-family: var(--jp-code-font-family, monospace);"
)
WIDTH = 92

EMPHASIS = re.compile(r"(?<![\w*])\*(\w[^*]*?)\*(?![\w*])")


def inline(text):
    """Escape `text` for HTML; what stands between backticks becomes code, a *word* is emphasised.

    >>> inline("a *b* and 2 * 3 * 4")
    'a <em>b</em> and 2 * 3 * 4'
    """
    parts = re.split(r"`([^`]+)`", html.escape(str(text)))
    parts[1::2] = [f'<code style="{CODE}">{code}</code>' for code in parts[1::2]]
    parts[0::2] = [EMPHASIS.sub(r"<em>\1</em>", words) for words in parts[0::2]]
    return "".join(parts)


def plain(text):
    """Wrap `text` for a terminal, two columns in; line breaks stay."""
    lines = []
    for line in str(text).splitlines() or [""]:
        lines += textwrap.wrap(line, WIDTH, initial_indent="  ", subsequent_indent="  ") or [""]
    return "\n".join(lines)


def shorten(text, length=400):
    """Cut a long text in the middle and say so; memory addresses are removed."""
    text = re.sub(r" at 0x[0-9a-fA-F]+", "", str(text))
    text = "".join(c if c.isprintable() or c in "\n\t" else "\N{REPLACEMENT CHARACTER}" for c in text)
    if len(text) <= length:
        return text
    return text[: length * 2 // 3] + " […] " + text[-length // 4 :]


class Card:
    """Something to show: a heading, paragraphs and, perhaps, code."""

    def __init__(self, heading, parts, mood="info"):
        self.heading = heading
        self.parts = [part if isinstance(part, tuple) else ("text", part) for part in parts if part]
        self.mood = mood

    def __repr__(self):
        lines = [self.heading.replace("`", "")]
        for kind, text in self.parts:
            lines.append(textwrap.indent(text.rstrip("\n"), "    ") if kind == "code" else plain(text))
        return "\n".join(lines)

    def _repr_html_(self):
        rows = [f"<strong>{inline(self.heading)}</strong>"]
        for kind, text in self.parts:
            if kind == "code":
                rows.append(f'<pre style="{PRE}">{html.escape(text.rstrip())}</pre>')
            else:
                rows.append(f'<div style="margin-top: 0.3em">{inline(text)}</div>')
        style = CARD.format(colour=COLOURS[self.mood])
        return f'<div class="rnn-course-card" style="{style}">{"".join(rows)}</div>'


class Cards:
    """Cards below each other; ``None`` is left out."""

    def __init__(self, *cards):
        self.cards = [card for card in cards if card is not None]

    def __repr__(self):
        return "\n".join(map(repr, self.cards))

    def _repr_html_(self):
        return "".join(card._repr_html_() for card in self.cards)
