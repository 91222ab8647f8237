"""The layouts that reports are made in. A new one is a new file; one that was used stays as it is.

Each is a template for the whole page, with a folder of its name for its parts and, below `static`,
one for what it loads. An issue keeps the name of the layout that it was made in (ADR 0042).
"""

from inspection_portal.reports.rendering.failures import RenderingFailed

LAYOUTS = ("reports/inspection_v1.html", "reports/inspection_v2.html")
NEWEST = LAYOUTS[-1]


def folder(layout: str) -> str:
    """Where the parts and the styles of that layout are. Raises `RenderingFailed` for one that the
    portal does not have: no other may take its place.
    """
    if layout not in LAYOUTS:
        raise RenderingFailed(
            f"This portal has no layout “{layout}”. Update it to the version that made the report."
        )
    return layout.removesuffix(".html")
