"""The examples in the docstrings of the site's builder are true."""

import doctest
import importlib
import pkgutil

import pytest
import website

MODULES = sorted(module.name for module in pkgutil.iter_modules(website.__path__))


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings(name):
    result = doctest.testmod(importlib.import_module(f"website.{name}"))
    assert result.failed == 0


def test_there_are_examples():
    tests = [doctest.testmod(importlib.import_module(f"website.{name}")).attempted for name in MODULES]
    assert sum(tests) >= 5
