"""What stands for this room's own part in a transcript's cache key; apart, for keys are made where no page is read."""

REVISION = 9
"""Changes whenever the same page and the same engines would give another transcript."""
