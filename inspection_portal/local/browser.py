"""The machine's Chromium, which Playwright drives in the browser tests."""

import os
import shutil
import sys
from pathlib import Path

from inspection_portal.local.bootstrap import Problem, apt_install, say
from inspection_portal.local.system import how_to_install, loads

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MACOS = (
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
)
# The second is for Playwright's own program.
PACKAGES = ("chromium", "libatomic1")
# A browser that only ever sees the portal on loopback has nobody to call.
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def chromium() -> str | None:
    """The path of Chromium, or of Chrome in its place; None where there is neither."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None and sys.platform == "darwin":
        return next((str(path) for path in MACOS if path.exists()), None)
    return found


def is_usable() -> bool:
    """Whether Playwright can run here, and has a Chromium to drive."""
    return chromium() is not None and (sys.platform != "linux" or loads("libatomic.so.1"))


def arguments() -> list[str]:
    """Chromium's arguments; its sandbox refuses to run as root, and there the pages are our own."""
    return [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else list(QUIET)


def look_for() -> None:
    """A browser, or a word that its tests will not run; a Problem where they must."""
    if is_usable() or (was_installed() and is_usable()):
        return
    how = how_to_install(*PACKAGES, on_macos="brew install --cask chromium")
    missing = "Chromium is missing, which the browser tests drive, or a library for it."
    if os.environ.get("REQUIRE_BROWSER") == "1":
        raise Problem(f"{missing} {how}")
    say(f"{missing} {how}\nThe tests that will not run are named at the end.")


def was_installed() -> bool:
    try:
        return apt_install(PACKAGES, what="Chromium")
    except Problem as problem:
        say(str(problem))
        return False
