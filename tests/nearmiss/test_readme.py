"""The example of the engine's README is executed, by itself, and prints what stands there."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "rnn_course/nearmiss/README.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ONLY_THE_ENGINE = """
import sys
rooms = {name.split(".")[1] for name in sys.modules if name.startswith("rnn_course.")}
assert rooms == {"nearmiss"} and "torch" not in sys.modules, rooms
"""


def blocks(kind):
    return [text for found, text in BLOCK.findall(README.read_text(encoding="utf-8")) if found == kind]


def test_the_example_prints_what_the_page_says(tmp_path):
    script = tmp_path / "example.py"  # a file, so that the engine can read the learner's lines
    script.write_text("\n".join(blocks("python")) + ONLY_THE_ENGINE, encoding="utf-8")
    command = [sys.executable, "-W", "error", str(script)]
    ran = subprocess.run(
        command, capture_output=True, text=True, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, timeout=120
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout == blocks("text")[0]


def test_it_is_one_page():
    assert len(README.read_text(encoding="utf-8").splitlines()) < 100
