"""Running an answer: guard, settings, probes, values, and how results are compared."""
