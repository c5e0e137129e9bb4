"""Measurements of speed: always ratios of two things measured in the same run; and of memory."""
