"""The course as a static site, made of the notebooks and the package, with instruments that live in it.

`tools/build_site.py` runs it. Modules: course (which pages there are), roles (what each cell is for), article
(a notebook becomes HTML, by nbconvert), prose and formulas (its Markdown, its mathematics), questions
(guesses, recall and exercises as data), instruments (their scripts and pages), reference (docstrings), layout
(the frame of every page), build (all of it).
"""
