"""Where `familytales`, `ft` and `python -m familytales` start."""

import sys

from familytales import __version__


def main() -> None:
    """Run the command line; the version is answered before anything else is imported, for it is asked by scripts."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        sys.stdout.write(f"familytales {__version__}\n")
        return
    from familytales.cli.app import app

    app()


if __name__ == "__main__":
    main()
