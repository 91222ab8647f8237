"""The machine's Chromium, which Playwright drives in the browser tests."""

import os
import shutil
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MACOS = (
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
)
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


def arguments() -> list[str]:
    """Chromium's arguments; its sandbox refuses to run as root, and there the pages are our own."""
    return [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else list(QUIET)
