"""A PDF as a transcript: HTML with a block on each line, to be read as any published report is."""

import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from inspection_portal.reports.transcribing import by_size, tagged
from inspection_portal.reports.transcribing.blocks import Block, as_html
from inspection_portal.reports.transcribing.failures import (
    ENCRYPTED,
    MOST_PAGES,
    NO_TEXT,
    NOT_A_PDF,
    TOO_LONG,
    Unreadable,
)
from inspection_portal.reports.transcribing.pieces import Piece, pieces_of

# Where tags leave out more than this part of the text, they do not tell how it is built. What is
# printed on so many pages is a running head, whether or not it is marked so.
MOST_UNTAGGED, RUNNING_HEAD = 0.1, 3


def transcript(content: bytes) -> str:
    """What a PDF says, in this process and without bounds. Raises `Unreadable`."""
    try:
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            blocks = _blocks(pdf)
    except PdfminerException as error:
        cause = error.args[0] if error.args else None
        if isinstance(cause, MemoryError):
            raise cause from error
        is_encrypted = isinstance(cause, PDFPasswordIncorrect)
        raise Unreadable(ENCRYPTED if is_encrypted else NOT_A_PDF) from error
    return as_html(blocks)


def _blocks(pdf: PDF) -> list[Block]:
    if len(pdf.pages) > MOST_PAGES:
        raise Unreadable(TOO_LONG)
    if not pdf.pages:
        raise Unreadable(NOT_A_PDF)
    pieces: list[Piece] = []
    for page in pdf.pages:
        pieces += pieces_of(page)
        page.close()
    if not any(piece.text.strip() for piece in pieces):
        raise Unreadable(NO_TEXT)
    blocks = tagged.blocks_of(_tree(pdf), pieces)
    most = MOST_UNTAGGED * sum(len(piece.text) for piece in pieces)
    if not blocks or len(_untold(blocks, pieces)) > most:
        return by_size.blocks_of(pieces)
    return blocks


def _tree(pdf: PDF) -> Sequence[dict[str, Any]]:
    return pdf.structure_tree or ()


def _untold(blocks: Iterable[Block], pieces: Iterable[Piece]) -> str:
    """The text that no block holds, without what many pages repeat."""
    told = {(piece.page, piece.content) for block in blocks for piece in block.pieces}
    left = [piece.text for piece in pieces if (piece.page, piece.content) not in told]
    words = Counter(re.sub(r"\d+", "#", text) for text in left)
    return "".join(text for text in left if words[re.sub(r"\d+", "#", text)] < RUNNING_HEAD)
