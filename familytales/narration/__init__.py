"""Transcripts become speech: script preparation, lexicon, voices, word timing, mastering."""
