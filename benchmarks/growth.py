"""How time and memory of ``core``'s forward and backward pass grow with T, B and H."""

import tracemalloc

import numpy as np

from benchmarks.interleaved import seconds
from rnn_course import core

BASE = {"T": 50, "B": 32, "H": 128}
I = 64


def pass_of(T, B, H):
    """A function that runs forward and backward once."""
    rng = np.random.default_rng(0)
    W_ih, W_hh, b_ih, b_hh = core.init_parameters(rng, I, H, dtype=np.float32).values()
    x, d_states = (rng.standard_normal((T, B, size)).astype(np.float32) for size in (I, H))

    def run():
        states = core.rnn_forward(x, None, W_ih, W_hh, b_ih, b_hh)
        return core.rnn_backward(d_states, x, states, W_ih, W_hh)

    return run


def peak_megabytes(run):
    """The most memory that numpy held during one run, beyond what was there before."""
    tracemalloc.start()
    run()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 1e6


def main():
    print("forward + backward, float32; time and memory relative to T = 50, B = 32, H = 128")
    print("              time   memory    peak MB")
    cases = [BASE] + [BASE | {letter: BASE[letter] * k} for letter in BASE for k in (2, 4)]
    runs = {str(case): pass_of(**case) for case in cases}
    spent = seconds(runs, rounds=9)
    peaks = {name: peak_megabytes(run) for name, run in runs.items()}
    first = str(BASE)
    for case in cases:
        key = str(case)
        changed = [f"{letter} = {size}" for letter, size in case.items() if size != BASE[letter]]
        time, memory = spent[key] / spent[first], peaks[key] / peaks[first]
        print(f"{', '.join(changed) or 'as above':12} {time:6.2f}   {memory:6.2f}   {peaks[key]:8.1f}")
