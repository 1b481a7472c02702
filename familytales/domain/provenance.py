"""Where a document is kept, in an archive's own terms."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Provenance:
    """Box, folder and item numbers (any text), and a note; each "" when unknown."""

    box: str = ""
    folder: str = ""
    item: str = ""
    note: str = ""

    @property
    def label(self) -> str:
        """For people: `Box 3, folder 2, item 14`."""
        parts = (("Box", self.box), ("folder", self.folder), ("item", self.item))
        return ", ".join(f"{name} {value}" for name, value in parts if value)
