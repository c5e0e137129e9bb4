"""tools/renew_pins.py: what uv finds becomes one line per package, and what stood at the top stays."""

import shutil
import subprocess
import sys

import pytest
import renew_pins

FAKE_UV = """#!{python}
import pathlib, sys
output = pathlib.Path(sys.argv[sys.argv.index("--output-file") + 1])
pathlib.Path(r"{seen}").write_text(" ".join(sys.argv[1:]) + "|" + output.read_text())
output.write_text("numpy==2.4.6\\nwin-only==1.0 ; sys_platform == 'win32'\\n"
                  "two==1 ; python_full_version < '3.12'\\ntwo==2 ; python_full_version >= '3.12'\\n")
"""


@pytest.fixture
def renewed(tmp_path, monkeypatch):
    """Call main with a pretended uv; return (arguments that uv got, pins that it started from, new text)."""
    constraints, uv = tmp_path / "constraints.txt", tmp_path / "uv"
    constraints.write_text("# At the top.\n# Second line.\nnumpy==2.4.0\n")
    uv.write_text(FAKE_UV.format(python=sys.executable, seen=tmp_path / "seen"))
    uv.chmod(0o755)
    monkeypatch.setattr(renew_pins, "CONSTRAINTS", constraints)
    monkeypatch.setattr(renew_pins.shutil, "which", lambda name: str(uv))

    def call(*arguments):
        renew_pins.main(list(arguments))
        given, before = (tmp_path / "seen").read_text().split("|")
        return given.split(), before, constraints.read_text()

    return call


def test_new_pins_stand_under_the_old_comment(renewed):
    given, before, after = renewed()
    assert before == "numpy==2.4.0\n"
    assert after.splitlines() == [
        "# At the top.",
        "# Second line.",
        "numpy==2.4.6",
        "win-only==1.0",
        "two==1 ; python_full_version < '3.12'",
        "two==2 ; python_full_version >= '3.12'",
    ]
    assert given[:3] == ["pip", "compile", "--universal"] and given[-1] == "pyproject.toml"
    assert given[given.index("--python-version") + 1] == "3.11"
    assert given[given.index("--extra") + 1] == "test"


def test_versions_stay_only_where_asked(renewed):
    assert "--upgrade" in renewed()[0]
    assert "--upgrade" not in renewed("--keep")[0]


def test_without_uv_it_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr(renew_pins.shutil, "which", lambda name: None)
    with pytest.raises(SystemExit, match="pip install uv"):
        renew_pins.main([])


@pytest.mark.parametrize(
    "line", ["numpy>=2", "numpy==2.4.6+cpu", "-e .", "torch @ https://example.org/torch.whl"]
)
def test_only_exact_versions_are_taken(line):
    with pytest.raises(ValueError, match="expected lines like name==1.2.3"):
        renew_pins.pins_of(f"anyio==4.1\n{line}\n")


@pytest.mark.skipif(shutil.which("uv") is None, reason="uv is not installed")
def test_uv_knows_every_option():
    helped = subprocess.run(
        ["uv", "pip", "compile", "--help"], capture_output=True, text=True, check=True
    ).stdout
    options = [*renew_pins.COMPILE, *renew_pins.PLAIN, "--python-version", "--upgrade", "--output-file"]
    assert not [word for word in options if word.startswith("--") and word not in helped]
