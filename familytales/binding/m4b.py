"""M4B: the whole book as one audiobook, a chapter for each narrated document, nothing encoded again."""

from pathlib import Path

from familytales.domain.editions import Edition
from familytales.domain.narration import Coding
from familytales.ports import Progress


class M4bFormat:
    """One audiobook with chapters, cover and tags."""

    name = "m4b"
    suffix = ".m4b"
    needs_audio = True
    coding = Coding.AAC
    uses_views = False
    uses_scans = False
    version = "3"

    def bind(self, edition: Edition, target: Path, progress: Progress) -> None:
        """Write the audiobook; see `Track.add_all` for what can go wrong."""
        from familytales.binding import audiobook  # FFmpeg: what only asks for the facts above does not load it

        audiobook.write(edition, target, progress)
