"""The columns of a page without tags. Two columns are printed one after the other, the cells of a
table row by row: the order in which letters are printed tells which it is.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from inspection_portal.reports.transcribing.pieces import Piece

# Fewer lines side by side are a table or a caption.
_LEAST_LINES = 3
# In parts of the size of the letters: a step up the page, or to the left, that ends a column.
_STEP_UP, _STEP_LEFT = 1.5, 3


def in_reading_order(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces of one page, in printing order, as areas to be read one after the other."""
    beside = [pair for pair in pairwise(_flows(pieces)) if _is_beside(*pair)]
    if not beside:
        return [list(pieces)]
    left, right = beside[-1]
    top = min(piece.y for piece in right) - right[0].size / 2
    bottom = max(piece.y for piece in (*left, *right))
    held = {id(piece) for piece in right}
    others = [piece for piece in pieces if id(piece) not in held]
    above = [piece for piece in others if piece.y < top]
    columns = [piece for piece in others if top <= piece.y <= bottom]
    below = [piece for piece in others if piece.y > bottom]
    areas = (in_reading_order(above), in_reading_order(columns), [right], in_reading_order(below))
    return [area for read in areas for area in read if area]


def _flows(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """The pieces cut where printing goes back up the page, or further left than it began."""
    flows: list[list[Piece]] = []
    edge = 0.0
    for piece in pieces:
        before = flows[-1][-1] if flows else piece
        goes_up = before.y - piece.y > _STEP_UP * piece.size
        goes_left = edge - piece.x0 > _STEP_LEFT * piece.size
        if not flows or goes_up or goes_left:
            flows.append([])
            edge = piece.x0
        flows[-1].append(piece)
        edge = min(edge, piece.x0)
    return flows


def _is_beside(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Whether `right` is a column to the right of what was printed before it."""
    top, bottom = min(piece.y for piece in right), max(piece.y for piece in right)
    level = [piece for piece in left if top - piece.size / 2 <= piece.y <= bottom + piece.size / 2]
    if min(_lines(level), _lines(right)) < _LEAST_LINES:
        return False
    return min(piece.x0 for piece in right) > max(piece.x1 for piece in level)


def _lines(pieces: Iterable[Piece]) -> int:
    return len({round(piece.y) for piece in pieces})
