"""What is needed of the machine besides Python: Pango for the PDF, Chromium for the tests."""

import ctypes
import os
import shutil
import sys

from inspection_portal.local import browser
from inspection_portal.local.bootstrap import Problem, apt_install, say

PANGO_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
PANGO_LIBRARIES = {
    "linux": ("libpango-1.0.so.0", "libpangoft2-1.0.so.0"),
    "darwin": ("libpango-1.0.dylib", "libpangoft2-1.0.dylib"),
}


def has_pango() -> bool:
    try:
        for library in PANGO_LIBRARIES.get(sys.platform, ()):
            ctypes.CDLL(library)
    except OSError:
        return False
    return True


def how_to_install(*packages: str, on_macos: str) -> str:
    """The exact command for this machine, or the names of what to look for."""
    if shutil.which("apt-get"):
        sudo = "" if os.geteuid() == 0 else "sudo "
        return f"Run: {sudo}apt-get install --no-install-recommends {' '.join(packages)}"
    if sys.platform == "darwin":
        return f"Run: {on_macos}"
    return f"Install what Debian calls {', '.join(packages)}."


def require_pango() -> None:
    """Pango or a Problem: there is no report without it."""
    if has_pango() or (apt_install(PANGO_PACKAGES, what="Pango") and has_pango()):
        return
    how = how_to_install(*PANGO_PACKAGES, on_macos="brew install pango")
    raise Problem(f"Pango is missing, which writes the PDF reports. {how}")


def look_for_chromium() -> None:
    """Chromium, or a word that the browser tests will not run; a Problem where they must."""
    if browser.chromium() or (chromium_installed() and browser.chromium()):
        return
    how = how_to_install("chromium", on_macos="brew install --cask chromium")
    missing = "Chromium is missing, which the browser tests drive."
    if os.environ.get("REQUIRE_BROWSER") == "1":
        raise Problem(f"{missing} {how}")
    say(f"{missing} {how}\nThe tests that will not run are named at the end.")


def chromium_installed() -> bool:
    try:
        return apt_install(["chromium"], what="Chromium")
    except Problem as problem:
        say(f"{problem}")
        return False
