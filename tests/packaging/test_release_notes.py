"""tools/release_notes.py: the notes of one version and of no other, and a release without notes fails."""

import pytest
import release_notes

CHANGELOG = """# Changes

What is new, newest first.

## 0.10.0 – unreleased

- Not yet.

## 0.1.1 – 2026-03-01

## 0.1.0 – 2026-02-03

### For learners

- Lessons 0 to 8.
  Two lines.

### For instructors

- Binder.

## 0.0.1 – 2026-01-02

- The first.
"""


def test_one_versions_notes_are_cut_out():
    assert release_notes.notes(CHANGELOG, "0.1.0") == (
        "### For learners\n\n- Lessons 0 to 8.\n  Two lines.\n\n### For instructors\n\n- Binder.\n"
    )
    assert release_notes.notes(CHANGELOG, "0.0.1") == "- The first.\n"


@pytest.mark.parametrize(
    ("version", "says"),
    [
        ("0.2.0", "expected one heading '## 0.2.0 – date' in CHANGELOG.md; found 0"),
        ("0.1", "found 0"),
        ("0.10.0", "found '## 0.10.0 – unreleased'"),
        ("0.1.1", "expected text under '## 0.1.1 – 2026-03-01'"),
    ],
)
def test_what_is_missing_is_said(version, says):
    with pytest.raises(ValueError) as error:
        release_notes.notes(CHANGELOG, version)
    assert says in str(error.value)


def test_two_headings_of_one_version_are_refused():
    with pytest.raises(ValueError, match="found 2"):
        release_notes.notes(CHANGELOG + "\n## 0.0.1 – 2026-01-01\n\n- Again.\n", "0.0.1")


def test_main_takes_a_tag_and_prints_notes_or_one_sentence(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(release_notes, "CHANGELOG", tmp_path / "CHANGELOG.md")
    release_notes.CHANGELOG.write_text(CHANGELOG, "utf-8")
    assert release_notes.main(["v0.0.1"]) == 0
    assert capsys.readouterr().out == "- The first.\n"
    assert release_notes.main(["v7"]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert release_notes.main([]) == 2


def test_the_changelog_of_the_course_can_be_cut():
    """Whatever its newest version is called: with a date in place of "unreleased" it has notes."""
    text = release_notes.CHANGELOG.read_text("utf-8").replace("– unreleased", "– 2026-01-01")
    newest = text.split("\n## ", 1)[1].split()[0]
    assert "### For learners" in release_notes.notes(text, newest)
