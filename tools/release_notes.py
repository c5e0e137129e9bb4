"""Print what CHANGELOG.md says about one version, as the text of its release.

python tools/release_notes.py 0.1.0
"""

import re
import sys
from pathlib import Path

CHANGELOG = Path(__file__).resolve().parent.parent / "CHANGELOG.md"


def notes(changelog, version):
    """The text under the heading "## version – date", up to the next version's heading.

    Raises ValueError where the version has no heading, no date yet, or no text.
    """
    sections = re.split(r"^## +", changelog, flags=re.MULTILINE)[1:]
    found = [section for section in sections if section.split(maxsplit=1)[:1] == [version]]
    if len(found) != 1:
        raise ValueError(f"expected one heading '## {version} – date' in CHANGELOG.md; found {len(found)}")
    heading, _, text = found[0].partition("\n")
    if not re.fullmatch(rf"{re.escape(version)} – \d{{4}}-\d\d-\d\d", heading.strip()):
        raise ValueError(
            f"expected '## {version} – YYYY-MM-DD' in CHANGELOG.md; found '## {heading.strip()}'"
        )
    if not text.strip():
        raise ValueError(f"expected text under '## {heading.strip()}' in CHANGELOG.md; found none")
    return text.strip() + "\n"


def main(arguments):
    """Return 0 after the notes, or 1 after one sentence that says what is missing."""
    if len(arguments) != 1:
        print(__doc__)
        return 2
    try:
        print(notes(CHANGELOG.read_text("utf-8"), arguments[0].removeprefix("v")), end="")
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
