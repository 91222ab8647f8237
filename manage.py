#!/usr/bin/env python
"""Django's command line; on a machine with no services it brings its own."""

import sys


def main() -> None:
    try:
        from inspection_portal.local.command import run
    except ModuleNotFoundError as error:
        sys.exit(
            f"Problem: the package {error.name} is missing in {sys.executable}. "
            "Run `make setup`, and then `.venv/bin/python manage.py …`."
        )
    run(sys.argv)


if __name__ == "__main__":
    main()
