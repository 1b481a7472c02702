"""What the reading of a page may cost."""

from enum import StrEnum


class Quality(StrEnum):
    """How a page is read, the cheapest first; each is also the name of the OCR engine that does it."""

    FAST = "fast"
    GOOD = "good"
    BEST = "best"

    def and_better(self) -> "tuple[Quality, ...]":
        """This one and those above it."""
        ranked = tuple(Quality)
        return ranked[ranked.index(self) :]
