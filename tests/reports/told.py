"""Everything that a file or a page tells, looked for in whatever corner of it."""

import io
import re
import zipfile
from html import unescape

import pikepdf
from django.http import HttpResponse

from tests.reports.test_pdf import pages

CARRIED = ("/EmbeddedFile", "/Metadata")


def carried(content: bytes) -> str:
    """What a PDF tells besides what is drawn on its pages: every string, its metadata and what is
    attached.
    """
    with pikepdf.open(io.BytesIO(content)) as file:
        told = [text for each in [file.trailer, *file.objects] for text in _strings(each)]
        streams = (each for each in file.objects if isinstance(each, pikepdf.Stream))
        told += [each.read_bytes().decode() for each in streams if each.get("/Type") in CARRIED]
        return "\n".join(told)


def letters_of(response: HttpResponse) -> str:
    """The letters of all that an answer tells, the headers too."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return letters_in(f"{dict(response.headers)}") + letters_in_file(content)


def letters_in_file(content: bytes) -> str:
    """The letters of all that a file tells: of a PDF or an archive, of every part of it."""
    if content.startswith(b"%PDF"):
        return "".join(map(letters_in, _of_pdf(content)))
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [letters_in_file(archive.read(name)) for name in archive.namelist()]
            return "".join([letters_in("".join(archive.namelist())), *parts])
    return letters_in(content.decode(errors="replace")) + letters_in(
        content.decode("utf-16", "replace")
    )


def letters_in(text: str) -> str:
    """Its letters and digits alone, in lower case: all of it, and what is left without markup."""
    read = unescape(re.sub(r"<[^>]*>", "", text))
    return "\n".join(re.sub(r"[\W_]", "", each).casefold() for each in (text, read))


def _of_pdf(content: bytes) -> list[str]:
    """What its pages say, and every string and stream in it, whoever leads there: metadata,
    bookmarks, alternative texts, names, attached files.
    """
    with pikepdf.open(io.BytesIO(content)) as file:
        told = [" ".join(pages(content)), *_strings(file.trailer)]
        for each in file.objects:
            told += _strings(each)
            if isinstance(each, pikepdf.Stream):
                told.append(letters_in_file(each.read_bytes()))
    return told


def _strings(each: object, depth: int = 0) -> list[str]:
    """The strings and names of an object and of those written within it."""
    if isinstance(each, pikepdf.Object) and depth and each.is_indirect:
        return []
    match each:
        case pikepdf.Dictionary() | pikepdf.Stream():
            return [text for name, of in each.items() for text in [name, *_strings(of, depth + 1)]]
        case pikepdf.Array():
            return [text for of in each for text in _strings(of, depth + 1)]
        case pikepdf.String() | pikepdf.Name():
            return [str(each)]
    return []
