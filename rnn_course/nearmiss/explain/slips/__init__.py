"""Small changes of the learner's own code: the one that makes it right shows where the slip is."""
