"""The SQLite library: schema and migrations, blobs, search, lock, backup, check."""

from familytales.library.store import Library

__all__ = ["Library"]
