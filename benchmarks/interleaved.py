"""Time several functions in turns, so that whatever the machine does meanwhile hits all of them alike."""

import statistics
import time

SECONDS_PER_ROUND = 0.02  # at least so long is each function called in each round


def seconds(functions, rounds=15):
    """Median CPU seconds per call of each function in ``functions`` (a dict),
    with ``rounds`` interleaved rounds."""
    calls = {name: _calls_for(function) for name, function in functions.items()}
    times = {name: [] for name in functions}
    for _ in range(rounds):
        for name, function in functions.items():
            times[name].append(_timed(function, calls[name]))
    return {name: statistics.median(values) for name, values in times.items()}


def _timed(function, calls):
    start = time.process_time()
    for _ in range(calls):
        function()
    return (time.process_time() - start) / calls


def _calls_for(function):
    function()  # the first call pays for what later ones find ready
    return max(1, round(SECONDS_PER_ROUND / max(_timed(function, 1), 1e-6)))
