from types import SimpleNamespace

from inspection_portal.core.editing import differences


def test_differences_are_told_as_before_and_after() -> None:
    row = SimpleNamespace(heading="Old", text="Same", parts=["one"])

    changed = differences(row, {"heading": "New", "text": "Same", "parts": ["one", "two"]})

    assert changed == {"heading": ["Old", "New"], "parts": ["one", "one\ntwo"]}
