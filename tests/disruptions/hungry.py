"""Checks or loads files as a process of its own, and prints how much memory each took at most."""

import re
import sys
from datetime import date
from pathlib import Path

import django

MIB = 1024


def peak() -> float:
    """The most memory that this process has had since `forget_peak`, in MiB."""
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    assert found is not None
    return int(found[1]) / MIB


def forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5")


def main(email: str, *names: str) -> None:
    """Load each file; prints its name, the state in which it ended, and MiB."""
    from django.utils import timezone

    from disruptions.actions import import_file
    from inspection_portal.core.models import User

    by = User.objects.get(email=email)
    for name in names:
        forget_peak()
        with Path(name).open("rb") as file:
            extract = import_file(
                kind="disruptions",
                name=name,
                file=file,
                taken_on=date(2026, 3, 1),
                load=True,
                by=by,
                at=timezone.now(),
            )
        told = (Path(name).name, extract.state, str(round(peak())), extract.refusal)
        sys.stdout.write("\t".join(told) + "\n")


if __name__ == "__main__":
    django.setup()
    main(*sys.argv[1:])
