"""The front-end files: complete, and free of what only gov.uk may use."""

import json
import re
from pathlib import Path

import pytest

from inspection_portal.local import assets
from inspection_portal.local.bootstrap import ROOT, Problem


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("static") / "vendor"
    assets.build(assets.PACKAGES, target)
    return target


def test_nothing_licensed_for_gov_uk_alone_is_left(built: Path) -> None:
    for css in built.glob("*.css"):
        assert not re.search(r"GDS Transport|govuk-crest|/assets/", css.read_text()), css.name
    assert not [file for file in built.rglob("*") if re.search(r"crest|light-|bold-", file.name)]


def test_every_file_that_a_style_sheet_names_is_there(built: Path) -> None:
    for css in built.glob("*.css"):
        named = re.findall(r"url\((?!data:)([^)]+)\)", css.read_text())
        assert named, css.name
        assert [name for name in named if not (built / name).is_file()] == []


def test_our_font_takes_the_place_of_theirs(built: Path) -> None:
    css = (built / "govuk.css").read_text()
    assert f'.govuk-link{{font-family:"{assets.FONT}",' in css
    assert len(list((built / "fonts").iterdir())) == 2 * len(assets.FACES)


def test_building_again_leaves_nothing_of_the_old_build(built: Path) -> None:
    (built / "stale.css").touch()
    assets.build(assets.PACKAGES, built)
    assert not (built / "stale.css").exists()


def test_unknown_style_sheet_is_refused() -> None:
    with pytest.raises(Problem, match="govuk-crest is still in their style sheets"):
        assets.unlicensed_removed("/* govuk-crest.png */")


def test_work_is_done_once_for_the_same_inputs(tmp_path: Path) -> None:
    calls: list[str] = []
    for wanted in ("one", "one", "two"):
        assets.up_to_date(tmp_path / "stamp", wanted, lambda: calls.append("made"), "Making")
    assert calls == ["made", "made"]


def test_npm_lock_names_no_address_to_fetch_from() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert [name for name, package in packages.items() if name and "integrity" not in package] == []
