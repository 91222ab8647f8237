"""What the make targets call when bootstrap has prepared .venv."""

import os
import re
import sys

from inspection_portal.local import assets, browser, database, launcher, services, system
from inspection_portal.local.bootstrap import Problem, plain_errors, say

# Every test, shared out among the cores; a few tests are sooner done in one process.
ALL_TESTS = ("--numprocesses=logical", "--maxprocesses=8")


def port_number(text: str) -> int:
    if not re.fullmatch("[0-9]{4,5}", text) or not 1024 <= int(text) <= 65535:
        raise Problem(f"PORT is {text!r}; it must be a number from 1024 to 65535.")
    return int(text)


def set_up() -> None:
    """Everything that `run` does short of starting the portal."""
    launcher.set_up()
    with services.borrow_or_own("make setup") as ours:
        database.bring_up_to_date(ours)
        database.seed_demonstration(ours)
    say("Everything is in place. Start the portal: make run")


def test(arguments: list[str]) -> None:
    """Go on as pytest, in this same process; without arguments on all tests and all cores."""
    system.require_pango()
    browser.look_for()
    assets.prepare()
    os.execv(sys.executable, [sys.executable, "-m", "pytest", *(arguments or ALL_TESTS)])  # noqa: S606


def main() -> None:
    with plain_errors():
        match sys.argv[1:]:
            case ["run", port]:
                launcher.run(port_number(port))
            case ["setup"]:
                set_up()
            case ["test", *arguments]:
                test(arguments)
            case ["tools"]:
                pass  # .venv has them by now
            case _:
                sys.exit(
                    "usage: python -m inspection_portal.local run PORT | setup | test … | tools"
                )


if __name__ == "__main__":
    main()
