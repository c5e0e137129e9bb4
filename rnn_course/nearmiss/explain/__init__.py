"""Explaining a wrong answer: from the surest explanation to the vaguest."""
