"""Hostile accidents: whatever happens to the progress file, its disk or its process, nothing that was saved is lost."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_course.nearmiss import progress
from rnn_course.nearmiss.progress_entries import history_of

GOOD = {"tries": 2, "solved": True, "seen": False}
BAD_ENTRIES = [
    3, None, [], "text", {}, {"tries": 1}, {**GOOD, "tries": -1}, {**GOOD, "tries": True}, {**GOOD, "tries": 1.5},
    {**GOOD, "tries": 10**400}, {**GOOD, "solved": 1}, {**GOOD, "hints": "2"}, {**GOOD, "mistakes": {"a": None}},
    {**GOOD, "first": 5}, {**GOOD, "last_mistake": []},
]  # fmt: skip


def put(folder, data, name="progress.json"):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data if isinstance(data, bytes) else json.dumps(data).encode())


def tries():
    return {key: entry["tries"] for key, entry in progress.summary().items()}


def test_a_missing_file_with_a_good_copy(progress_folder):
    progress.record("02.a", "right")
    (progress_folder / "progress.json").unlink()
    assert tries() == {"02.a": 1}
    assert progress.record("02.b", "right") == "" and tries() == {"02.a": 1, "02.b": 1}


def test_a_copy_that_cannot_be_written_counts_nothing_twice(progress_folder):
    (progress_folder / "progress.backup.json.part").mkdir(parents=True)
    assert progress.record("02.a", "right") == "" and tries() == {"02.a": 1}
    assert progress.record("02.a", "right") == "" and tries() == {"02.a": 2}


@pytest.mark.parametrize("bad", BAD_ENTRIES, ids=lambda bad: json.dumps(bad)[:40])
def test_one_bad_entry_costs_that_entry_only(bad, progress_folder):
    put(progress_folder, {"version": 1, "exercises": {"02.a": GOOD, "02.b": bad}})
    assert tries() == {"02.a": 2}
    assert progress.record("02.c", "right") == "" and tries() == {"02.a": 2, "02.c": 1}
    assert json.loads((progress_folder / "progress.damaged-1.json").read_text())["exercises"]["02.b"] == bad


def test_one_bad_entry_comes_from_the_copy(progress_folder):
    progress.record("02.a", "right")
    progress.record("02.b", "differs")
    whole = json.loads((progress_folder / "progress.json").read_text())
    put(progress_folder, {**whole, "exercises": {**whole["exercises"], "02.a": None}})
    assert progress.record("02.b", "right") == "" and tries() == {"02.a": 1, "02.b": 2}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_a_byte_order_mark(encoding, progress_folder):
    put(progress_folder, json.dumps({"version": 1, "exercises": {"02.a": GOOD}}).encode(encoding))
    assert progress.record("02.b", "right") == "" and tries() == {"02.a": 2, "02.b": 1}


@pytest.mark.parametrize("written", [b"\\ud800", b"\xed\xa0\x80"], ids=["escaped", "raw"])
def test_a_lone_surrogate(written, progress_folder):
    put(progress_folder, json.dumps({"exercises": {"02.a": GOOD, "X": GOOD}}).encode().replace(b"X", written))
    assert progress.record("02.\udfff", "named", "\udfff") == "" and tries() == {
        "02.a": 2,
        "\ud800": 2,
        "02.\udfff": 1,
    }


@pytest.mark.parametrize("depth", [*range(880, 1000, 20), 5_000, 100_000])
def test_brackets_without_end(depth, progress_folder):
    progress.record("02.a", "right")
    nest = b"[" * depth + b"]" * depth
    for deep in (False, True):
        whole = (progress_folder / "progress.json").read_bytes()
        put(progress_folder, whole.replace(b"{", b'{"deep": ' + nest + b",", 1) if deep else nest)
        assert progress.record("02.b", "right") == "" and tries()["02.a"] == 1
    assert tries()["02.b"] == 2


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"null", b"3", b'"text"', b"\0" * 50, b"\xff", b'{"exercises": []}', b'{"exercises": {}, "origin": 3}', b'{"exercises": {}, "elsewhere": [1]}'])  # fmt: skip
def test_another_type_or_no_json_at_all(data, progress_folder):
    progress.record("02.a", "right")
    for name in ("progress.json", "progress.backup.json"):
        put(progress_folder, data, name)
        assert progress.record("02.b", "right") == "" and tries()["02.a"] == 1
    assert tries()["02.b"] == 2
    assert (progress_folder / "progress.damaged-1.json").read_bytes() == data


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(exclude_categories=())),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from([*GOOD, "last", "mistakes"]) | st.text(), inner)
    ),
)
DOCUMENT = st.fixed_dictionaries({"exercises": st.dictionaries(st.text(), JSON | st.just(GOOD))}, optional={"version": JSON, "origin": JSON, "elsewhere": JSON, "more": JSON})  # fmt: skip


@settings(max_examples=50, deadline=None)
@given(DOCUMENT | JSON)
def test_any_document_is_read_and_what_was_read_is_written_again(document):
    found = history_of(json.dumps(document).encode())
    again = history_of(found.document())
    assert again.total() == found.total() and not again.damaged and not again.keep
    assert json.dumps(again.unknown, sort_keys=True) == json.dumps(found.unknown, sort_keys=True)


@pytest.mark.parametrize("version", [2, 10**400, "1", 1.5, None, True])
@pytest.mark.parametrize("name", ["progress.json", "progress.backup.json"])
def test_a_newer_form_is_read_as_far_as_can_be_and_never_written_over(
    version, name, progress_folder, tmp_path
):
    put(
        progress_folder,
        {"version": version, "exercises": {"02.a": {**GOOD, "new": 1}, "02.b": {"other": 1}}},
        name,
    )
    before = {path.name: path.read_bytes() for path in progress_folder.glob("*.json")}
    assert "newer version" in progress.record("02.a", "differs") and progress.record("02.c", "right") == ""
    assert tries() == {"02.a": 3, "02.c": 1}
    assert {path.name: path.read_bytes() for path in progress_folder.glob("*.json")} == before
    with pytest.raises(ValueError, match="newer"):
        progress.export(tmp_path / "mine.json")


def test_unknown_fields_are_kept(progress_folder, tmp_path):
    entry = {**GOOD, "grade": {"by": "teacher"}}
    put(
        progress_folder,
        {"version": 1, "theme": [1], "exercises": {"02.a": entry}, "elsewhere": {"x": {"02.a": entry}}},
    )
    progress.record("02.a", "right")
    for path in (
        progress_folder / "progress.json",
        progress_folder / "progress.backup.json",
        progress.export(tmp_path / "e"),
    ):
        whole = json.loads(path.read_text())
        assert whole["theme"] == [1] and whole["elsewhere"] == {"x": {"02.a": entry}}
        assert (
            whole["exercises"]["02.a"]["grade"] == {"by": "teacher"}
            and whole["exercises"]["02.a"]["tries"] == 3
        )
    assert tries() == {"02.a": 5}


def test_a_file_that_cannot_be_opened_is_left_alone(progress_folder):
    progress.record("02.a", "right")
    (progress_folder / "progress.json").unlink()
    (progress_folder / "progress.json").mkdir()
    assert "cannot be opened" in progress.record("02.b", "right")
    assert tries() == {"02.a": 1, "02.b": 1}


@pytest.mark.skipif(os.name == "nt", reason="Windows does not find its folders through HOME")
@pytest.mark.parametrize(
    "left_as_it_is", [False, True], ids=["platformdirs raises", "platformdirs returns ~"]
)
def test_no_home(left_as_it_is, monkeypatch, tmp_path):
    for name in ("HOME", "XDG_DATA_HOME", "NEARMISS_PROGRESS_DIR", "RNN_COURSE_PROGRESS_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)  # what it does for a user without a name
    if left_as_it_is:
        monkeypatch.setattr(progress.platformdirs, "user_data_dir", lambda *a, **k: "~/.local/share/nearmiss")
    monkeypatch.chdir(tmp_path)
    assert progress.record("02.a", "right") == progress.CANNOT_SAVE and tries() == {"02.a": 1}
    assert "cannot be reset" in progress.reset() and tries() == {}
    assert list(tmp_path.iterdir()) == []


def run(script, *arguments, before=()):
    """What a Python script prints, run in a process of its own after the command `before`."""
    code = "import os, sys\nfrom rnn_course.nearmiss import progress\n" + textwrap.dedent(script)
    command = [*before, sys.executable, "-W", "error", "-c", code, *map(str, arguments)]
    done = subprocess.run(
        command, env=os.environ | {"OPENBLAS_NUM_THREADS": "1"}, text=True, capture_output=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.fixture
def quick_folder(monkeypatch, tmp_path):
    """A progress folder in memory where there is one: a thousand real disk writes take as long as the disk likes."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else tmp_path) as folder:
        for name in ("NEARMISS_PROGRESS_DIR", "RNN_COURSE_PROGRESS_DIR"):
            monkeypatch.setenv(name, folder)
        yield Path(folder)


def test_two_processes_with_500_writes_each(quick_folder):
    code = "import sys; from rnn_course.nearmiss import progress\nfor i in range(500): assert not progress.record('both' if i % 2 else f'{sys.argv[1]}.{i % 8}', 'differs')"
    running = [subprocess.Popen([sys.executable, "-c", code, name]) for name in "ab"]
    assert [process.wait(timeout=60) for process in running] == [0, 0]
    alone = {f"{name}.{i}": len(range(i, 500, 8)) for name in "ab" for i in (0, 2, 4, 6)}
    assert tries() == alone | {"both": 500}


KILLED = """
    import random, signal, time
    chance = random.Random(0)
    saved = lost = middle = 0
    for kill in range(100):
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            while not progress.record("02.a", "differs"):
                os.write(write, b".")
            os._exit(1)
        os.close(write)
        time.sleep(chance.uniform(0.005, 0.03))
        os.kill(child, signal.SIGKILL)
        assert os.waitpid(child, 0)[1] == signal.SIGKILL
        told = 0
        while some := os.read(read, 1000):
            told += len(some)
        os.close(read)
        found = progress.summary().get("02.a", {"tries": 0})["tries"]
        lost += not saved + told <= found <= saved + told + 1
        middle += found > saved + told or any(name.endswith(".part") for name in os.listdir(progress.folder()))
        saved = found
    print(saved, lost, middle)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kill -9 needs a system with fork")
def test_killed_a_hundred_times_in_the_middle(quick_folder):
    saved, lost, middle = map(int, run(KILLED))
    assert lost == 0 and saved > 100 and middle > 10
    assert progress.record("02.a", "right") == "" and tries() == {"02.a": saved + 1}
    assert not list(quick_folder.glob("*.part"))


def mounted(command, folder):
    """A command that has `folder` mounted in a name space of its own, which ends with it; skips where that is forbidden."""
    folder.mkdir(parents=True, exist_ok=True)
    before = [
        "unshare",
        "--map-root-user",
        "--mount",
        "sh",
        "-c",
        f'folder="$1"; shift; {command} && exec "$@"',
        "sh",
        str(folder),
    ]
    if not shutil.which("unshare"):
        pytest.skip("a small disk cannot be mounted here: there is no unshare (Linux only)")
    tried = subprocess.run([*before, "true"], text=True, capture_output=True)
    if tried.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {tried.stderr.strip()}")
    return before


FULL = """
    def blocks(count):
        with open(progress.folder() / "filler", "wb", buffering=0) as file:
            file.write(b"x" * 4096 * count)
    for i in range(40):  # a file of several blocks
        assert progress.record(f"02.{i}", "named", "a mistake with a long name") == ""
    done, sentences, room = 0, [], os.statvfs(progress.folder())
    for free in range(12):  # full, nearly full, full for the copy only …
        blocks(room.f_bavail - free)
        for _ in range(2):
            sentences.append(progress.record("02.0", "differs"))
            done += 1
            assert progress.summary()["02.0"]["tries"] == 1 + done and len(progress.summary()) == 40
        assert not list(progress.folder().glob("*.part"))
        os.unlink(progress.folder() / "filler")
    assert progress.record("02.0", "right") == ""
    progress._memory.clear()  # as a new kernel
    assert progress.summary()["02.0"]["tries"] == done + 2
    print(sentences.count(progress.DISK_FULL), sentences.count(""))
    assert set(sentences) == {"", progress.DISK_FULL} and sentences[:2] == [progress.DISK_FULL, ""]
"""


def test_a_full_disk(progress_folder):
    told, _ = map(
        int, run(FULL, before=mounted('mount -t tmpfs -o size=256k tmpfs "$folder"', progress_folder))
    )
    assert told >= 1


READ_ONLY = """
    assert progress.record("02.a", "differs") == progress.CANNOT_SAVE and progress.record("02.b", "right") == ""
    assert {key: entry["tries"] for key, entry in progress.summary().items()} == {"02.a": 2, "02.b": 1}
    assert progress.take_in(progress.export(sys.argv[1])) == progress.CANNOT_SAVE
    assert "cannot be reset" in progress.reset()
"""


def test_a_read_only_folder_even_for_root(progress_folder, tmp_path):
    progress.record("02.a", "right")
    bind = 'mount --bind "$folder" "$folder" && mount -o remount,ro,bind "$folder"'
    run(READ_ONLY, tmp_path / "carried.json", before=mounted(bind, progress_folder))
    assert tries() == {"02.a": 1}
    progress.take_in(tmp_path / "carried.json")
    assert tries() == {"02.a": 2, "02.b": 1}


def test_a_read_only_folder_that_is_still_empty(progress_folder, tmp_path):
    bind = 'mount --bind "$folder" "$folder" && mount -o remount,ro,bind "$folder"'
    script = 'assert progress.record("02.a", "right") == progress.CANNOT_SAVE; print(progress.status("02.a"))'
    assert run(script, before=mounted(bind, progress_folder)) == ["solved"]
