"""Typer commands, one file each; output.py owns stdout, console.py owns stderr and progress."""
