"""Make the link that brings a lesson into a learner's server, and opens it there.

    python deploy/hub/link.py https://hub.example.org https://github.com/NAME/rnn_course --lesson 02
    python deploy/hub/link.py https://hub.example.org https://github.com/NAME/rnn_course \\
        --open lab/tree/notebooks

One click logs in, copies the repository into the learner's home the first time, merges what is new at later
clicks (nbgitpuller; a file that the learner has changed is kept), and opens the notebook.
"""

import argparse
import sys
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"


def notebook_of(number):
    """The path of a lesson's notebook in the repository, such as "notebooks/02_memory.ipynb" for "2" or "02".

    Raises ValueError for a number that no lesson has.
    """
    found = sorted(NOTEBOOKS.glob(f"{number:0>2}_*.ipynb")) if number.isdecimal() else []
    if len(found) != 1:
        numbers = ", ".join(path.name[:2] for path in sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb")))
        raise ValueError(f"expected the number of a lesson, one of {numbers}; got {number!r}")
    return f"notebooks/{found[0].name}"


def folder_of(repository):
    """The name of the folder that a repository is copied into.

    >>> folder_of("https://github.com/NAME/rnn_course.git/")
    'rnn_course'
    """
    name = urlsplit(repository).path.rstrip("/").rpartition("/")[2]
    return name.removesuffix(".git")


def link(hub, repository, lesson=None, open_path="lab/tree/notebooks", branch="main"):
    """The link; `open_path` (inside the repository, after lab/tree/) is used where no lesson is named.

    Raises ValueError where the hub or the repository is no address, or the lesson is none.

    >>> print(*link("https://h.org/", "https://g.com/me/rnn_course", branch="v1").split("&"), sep="\\n&")
    https://h.org/hub/user-redirect/git-pull?repo=https%3A%2F%2Fg.com%2Fme%2Frnn_course
    &urlpath=lab%2Ftree%2Frnn_course%2Fnotebooks
    &branch=v1
    """
    for name, address in (("hub", hub), ("repository", repository)):
        if not (urlsplit(address).scheme and folder_of(f"{address}/x")):
            raise ValueError(f"expected the {name}'s address, such as https://example.org; got {address!r}")
    inside = notebook_of(lesson) if lesson is not None else open_path.removeprefix("lab/tree/")
    opened = f"lab/tree/{folder_of(repository)}/{inside}"
    asked = urlencode({"repo": repository, "urlpath": opened, "branch": branch}, quote_via=quote, safe="")
    return f"{hub.rstrip('/')}/hub/user-redirect/git-pull?{asked}"


def main(arguments):
    """Print the link and return 0, or return 2 after one sentence."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("hub", help="the hub's address")
    parser.add_argument("repository", help="of your fork, as `git clone` takes it")
    parser.add_argument("--lesson", help="the number of the lesson to open")
    parser.add_argument("--open", dest="open_path", default="lab/tree/notebooks", help="what to open instead")
    parser.add_argument("--branch", default="main")
    try:
        print(link(**vars(parser.parse_args(arguments))))
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
