"""How much a student's code may use."""

from dataclasses import dataclass

MB = 1_000_000


@dataclass(frozen=True)
class Limits:
    """Limits for the code of one student; times in seconds, sizes in bytes.

    cpu, wall: of computing and by the clock, for one exercise. memory: of one process; total: of all
    processes together. processes: threads count as well. output: all that comes out, for one exercise.
    folder: files that it may write.
    """

    cpu: int = 30
    wall: float = 120.0
    memory: int = 3000 * MB
    total: int = 4000 * MB
    processes: int = 64
    output: int = 64 * MB
    folder: int = 64 * MB


USUAL = Limits()
