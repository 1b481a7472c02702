"""The SQLite library: schema and migrations, blobs, search, lock, backup, check."""
