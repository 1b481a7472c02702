"""The sentences people read when a file cannot be used."""

from pathlib import Path

from familytales.domain.errors import BadInput


def shown(path: Path | str) -> str:
    """A file's name in quotes for a message: control characters and broken bytes made visible, one line."""
    name = path.name if isinstance(path, Path) else path
    printable = "".join(c if c.isprintable() else c.encode("unicode_escape", "replace").decode() for c in name)
    return f"“{printable}”"


def empty(path: Path) -> BadInput:
    """There is nothing in the file."""
    return BadInput(f"{shown(path)} is an empty file.", remedy="Scan or copy it again; the transfer broke off.")


def unreadable(path: Path, error: OSError) -> BadInput:
    """The system does not let us read it."""
    reason = error.strerror or type(error).__name__
    return BadInput(f"{shown(path)} cannot be read: {reason}.", remedy="Check that it exists and that you may read it.")


def not_a_scan(path: Path) -> BadInput:
    """Whatever it is called, it is something else."""
    return BadInput(
        f"{shown(path)} is not an image, PDF or ZIP file, whatever its name says.",
        remedy="Save it as JPEG, PNG, TIFF, WebP, HEIC, JPEG 2000 or PDF and add that file.",
    )


def damaged(path: Path) -> BadInput:
    """It begins as what it says it is and does not go on so."""
    return BadInput(
        f"{shown(path)} is damaged or incomplete: its image cannot be decoded to the end.",
        remedy="Copy it again from the camera, scanner or backup, or scan the page again.",
    )


def too_large(path: Path, width: int, height: int, max_pixels: int) -> BadInput:
    """More pixels than allowed, as its header says."""
    return BadInput(
        f"{shown(path)} holds an image of {width} × {height} pixels, more than the {max_pixels:,} allowed.",
        remedy="Scan at a lower resolution or crop it; if the size is real, raise the max_pixels setting.",
    )


def too_many_frames(path: Path, frames: int) -> BadInput:
    """More pages than one file may hold."""
    return BadInput(
        f"{shown(path)} holds more than {frames:,} pages.", remedy="Split it into smaller files and add those."
    )


def no_such_frame(path: Path, frame: int) -> BadInput:
    """A page is asked for that is not there."""
    return BadInput(f"{shown(path)} has no page {frame + 1}.", remedy="Import the file again.")


def locked(path: Path) -> BadInput:
    """A PDF asks for a password."""
    return BadInput(
        f"{shown(path)} is protected by a password.",
        remedy="Open it with the password, save or print it to a PDF without one, and add that file.",
    )
