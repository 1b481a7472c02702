"""Finds the scans of the demo: beside the code in a checkout, among the shared files of an installed package."""

from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

from familytales.domain.errors import MissingDependency

_DESCRIPTION = "familytales.csv"
_INSTALLED = f"share/familytales/demo/{_DESCRIPTION}"


def demo_scans() -> Path:
    """The folder that holds the demo's scans and their descriptions.

    Raises:
        MissingDependency: this installation came without them.
    """
    checkout = Path(__file__).parents[2] / "examples" / "demo" / "scans"
    if (checkout / _DESCRIPTION).is_file():
        return checkout
    if installed := _installed():
        return installed
    raise MissingDependency(
        "This installation came without the demo's scans.",
        remedy="Reinstall FamilyTales from its wheel, or run `familytales make` on scans of your own.",
    )


def _installed() -> Path | None:
    # The package's own list of files knows where it put them, whatever kind of installation this is.
    try:
        listed = files("familytales") or []
    except PackageNotFoundError:
        return None
    found = (Path(str(file.locate())).resolve() for file in listed if file.as_posix().endswith(_INSTALLED))
    return next((path.parent for path in found if path.is_file()), None)
