"""Where the course's repository is on GitHub, if that is known; if not, no page links there."""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REMOTE = re.compile(r"(?:^|[@/])github\.com[:/]([\w.-]+/[\w.-]+?)(?:\.git)?/?$")


@dataclass(frozen=True)
class Home:
    """A repository on GitHub. `name`: "owner/repository", or "" where nobody has told: no addresses."""

    name: str = ""

    @property
    def address(self):
        """The repository's page, or ""."""
        return self.name and f"https://github.com/{self.name}"

    def file(self, path):
        """The page of a file of the repository, or "".

        >>> Home("ada/rnn_course").file("docs/site.md"), Home().file("docs/site.md")
        ('https://github.com/ada/rnn_course/blob/HEAD/docs/site.md', '')
        """
        return self.name and f"{self.address}/blob/HEAD/{path}"

    def binder(self, notebook):
        """Where Binder opens a notebook of the repository, or "".

        >>> Home("ada/rnn_course").binder("02_memory.ipynb")
        'https://mybinder.org/v2/gh/ada/rnn_course/HEAD?urlpath=lab/tree/notebooks/02_memory.ipynb'
        """
        return (
            self.name and f"https://mybinder.org/v2/gh/{self.name}/HEAD?urlpath=lab/tree/notebooks/{notebook}"
        )


NOBODYS = Home()


def found(environment=os.environ, folder=ROOT):
    """The Home of the course in `folder`.

    It is what GitHub's workflow says, else its remote on github.com (`origin` first).
    """
    return Home(environment.get("GITHUB_REPOSITORY") or _name_in(_remotes(folder)))


def _name_in(remotes):
    """The first "owner/repository" among addresses of remotes, or "".

    >>> _name_in(["/srv/course.git", "git@github.com:ada/rnn_course.git"]), _name_in(["https://a.org"])
    ('ada/rnn_course', '')
    """
    return next((match[1] for address in remotes if (match := REMOTE.search(address))), "")


def _remotes(folder):
    """The addresses of the remotes of the repository whose top is `folder`; none without git."""
    top, *_ = _git(folder, "rev-parse", "--show-toplevel") or [""]
    if not top or Path(top).resolve() != Path(folder).resolve():
        return []  # a folder inside another repository
    lines = [line.split(" ", 1) for line in _git(folder, "config", "--get-regexp", r"^remote\..*\.url$")]
    return [address for name, address in sorted(lines, key=lambda line: line[0] != "remote.origin.url")]


def _git(folder, *arguments):
    """The lines that git prints; none where it fails."""
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return []
    return done.stdout.splitlines()
