"""What a PDF holds besides what is drawn on its pages."""

import io
from collections.abc import Iterable

import pikepdf


def carried(content: bytes) -> str:
    """Attachments, metadata and every string: titles, bookmarks, alternative texts, targets."""
    with pikepdf.open(io.BytesIO(content)) as file:
        return "\n".join(map(_told, [*file.objects, file.trailer.Info]))


def _told(each: object) -> str:
    """What one object holds; what it refers to is another of the file's objects."""
    match each:
        case pikepdf.String():
            return str(each)
        case pikepdf.Stream() if each.get("/Type") in ("/EmbeddedFile", "/Metadata"):
            return each.read_bytes().decode()
        case pikepdf.Array():
            parts: Iterable[object] = each
        case pikepdf.Dictionary():
            parts = each.values()
        case _:
            return ""
    return "\n".join(_told(part) for part in parts if not getattr(part, "is_indirect", False))
