"""Servers as processes of this machine, each process with limits of its own, for where systemd does not run.

The limits hold for each process (a kernel, a server), not for all of a learner's processes together, and a
spinning kernel takes a fair share of the processors. Where systemd runs, jupyterhub_config.py takes
SystemdSpawner, which limits a learner as a whole. `LimitedSpawner` needs the users of the system;
`TrialSpawner` does not, and is for trials only.
"""

import os
import resource

from jupyterhub.spawner import LocalProcessSpawner, SimpleLocalProcessSpawner

PROCESSES = 256  # of one user together, threads included
LARGEST_FILE = 2 * 1024**3  # bytes
NICE = 5  # the hub and its proxy go first


def limit_this_process(memory):
    """Limit the calling process, and all that it starts, to so many bytes of data each (None: no limit)."""
    if memory:
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_NPROC, (PROCESSES, PROCESSES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(NICE)
    os.umask(0o077)  # what a learner writes is his own


class _Limits:
    """Limits first, then whatever the spawner does: it may give up the right to set them."""

    def make_preexec_fn(self, name):
        then, memory = super().make_preexec_fn(name), self.mem_limit

        def preexec():
            limit_this_process(memory)
            then()

        return preexec


class LimitedSpawner(_Limits, LocalProcessSpawner):
    """For a machine whose learners have users of their own."""


class TrialSpawner(_Limits, SimpleLocalProcessSpawner):
    """For a trial: every learner is the same user of the system, so nobody is kept from anybody's files."""
