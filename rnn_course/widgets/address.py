"""A widget's settings as a web address, and back: ``…/instruments/memory.html#key=value&…``.

Each value is JSON; ``static/address.js`` reads and writes the same in the browser.
"""

import json
from urllib.parse import quote, unquote, urlsplit

# Where the course's pages are published. OWNER is the name of whoever publishes them.
SITE = "https://OWNER.github.io/rnn_course"


def address_of(name, settings, base=SITE):
    """The address of the page of the widget ``name`` that shows these settings, a dict.

    >>> address_of("memory", {"step": 2, "removed": [1]}, "https://example.org/course/")
    'https://example.org/course/instruments/memory.html#step=2&removed=%5B1%5D'
    """
    pairs = (f"{quote(key, safe='')}={quote(_as_json(value), safe='')}" for key, value in settings.items())
    return f"{base.rstrip('/')}/instruments/{quote(name, safe='')}.html#{'&'.join(pairs)}"


def settings_in(address):
    """The settings that stand behind the # of an address, as a dict; ValueError if they cannot be read.

    >>> settings_in("https://example.org/instruments/state_grid.html#T=3&show=%22out%22")
    {'T': 3, 'show': 'out'}
    """
    return dict(map(_pair, filter(None, urlsplit(address).fragment.split("&"))))


def _pair(part):
    name, _, value = part.partition("=")
    try:
        return unquote(name), json.loads(unquote(value))
    except ValueError:
        raise ValueError(
            f"an address must have key=value behind its #, each value as JSON; got {part}"
        ) from None


def _as_json(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
