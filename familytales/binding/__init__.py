"""A book becomes files: EPUB, M4B, PDF, web site, text, WebVTT."""
