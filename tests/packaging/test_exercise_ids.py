"""What instructors may have in a grade book does not change without a word in CHANGELOG.md."""

import exercise_ids

CHANGELOG = (exercise_ids.LIST.parents[1] / "CHANGELOG.md").read_text("utf-8")


def unspoken(old, new, changelog):
    """The ids that are gone or worth other points, and that the changelog does not name."""
    gone, other, _ = exercise_ids.changed(old, new)
    return [id for id in gone + other if f"`{id}`" not in changelog]


def test_ids_and_points_that_changed_are_named_in_the_changelog():
    old = exercise_ids.listed()
    assert len(old) >= 40
    assert unspoken(old, exercise_ids.now(), CHANGELOG) == []


def test_a_renamed_exercise_would_be_noticed():
    old = exercise_ids.listed()
    id = next(iter(old))
    assert unspoken(old, {key: value for key, value in old.items() if key != id}, "") == [id]
    assert unspoken(old, {**old, id: "99"}, "") == [id]
    assert unspoken(old, {**old, id: "99"}, f"- `{id}` is worth more.") == []


def test_the_list_is_in_its_form():
    lines = exercise_ids.LIST.read_text("utf-8").splitlines()[1:]
    assert len({line.split()[0] for line in lines}) == len(lines)
    assert all(len(line.split()) == 3 for line in lines)
