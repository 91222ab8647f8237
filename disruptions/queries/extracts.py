"""What the page of a data extract tells besides the extract itself."""

from dataclasses import dataclass

from disruptions.models import DataExtract


@dataclass(frozen=True)
class ExtractShown:
    """An extract, the one that was loaded of the same file, and the latest that was taken later.

    `is_kept` tells whether its file is here, as it is until the extract has ended.
    """

    extract: DataExtract
    same: DataExtract | None
    later: DataExtract | None
    is_kept: bool

    @property
    def to_load(self) -> int:
        """How many rows loading would add or change."""
        counts = self.extract.counts
        return int(counts.get("new", 0) + counts.get("changed", 0))


def extract_shown(extract: DataExtract) -> ExtractShown:
    loaded = DataExtract.objects.loaded(extract.kind).exclude(pk=extract.pk)
    same = loaded.filter(sha256=extract.sha256).for_list().first()
    later = DataExtract.objects.loaded_later(extract).for_list().first()
    return ExtractShown(extract, same, later, extract.pieces.exists())
