"""About 400,000 characters of English prose and code that every Python carries: the text behind ``help()``.

Its length and wording change from one version of Python to the next, so no stored number may depend on it.
"""

import numpy as np


def help_text():
    """Return (characters, tokens): the distinct characters,
    sorted, as a string, and the text as numbers (N,) into it.

    Only the printable ASCII characters and line breaks are kept.

    >>> characters, tokens = help_text()
    >>> len(tokens) > 300_000, tokens.max() < len(characters)
    (True, np.True_)
    """
    from pydoc_data.topics import topics

    text = "\n".join(topics[name] for name in sorted(topics))
    codes = np.frombuffer(text.encode("ascii", errors="ignore"), dtype=np.uint8)
    codes = codes[(codes == ord("\n")) | ((codes >= 32) & (codes < 127))]
    kept, tokens = np.unique(codes, return_inverse=True)
    return kept.tobytes().decode("ascii"), tokens.astype(np.int64)
