"""Teach a class with the exercises: assignments for nbgrader, points, and grading behind a wall.

What stands behind the wall too (`isolated.inside` and what it imports) knows no solution; nothing here is
imported before it is needed.
"""
