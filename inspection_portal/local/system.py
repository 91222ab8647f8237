"""What is needed of the machine besides Python: Pango, which writes the PDF reports."""

import ctypes
import os
import shutil
import sys

from inspection_portal.local.bootstrap import Problem, apt_install

PANGO_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
PANGO_LIBRARIES = {
    "linux": ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"),
    "darwin": ("libpango-1.0.dylib", "libpangoft2-1.0.dylib"),
}


def loads(*libraries: str) -> bool:
    """Whether the machine has the shared libraries."""
    try:
        for library in libraries:
            ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_pango() -> bool:
    return loads(*PANGO_LIBRARIES.get(sys.platform, ()))


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
