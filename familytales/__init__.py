"""FamilyTales: from a shoebox of scans to a memory book you can read and hear."""

__version__ = "0.1.0"
