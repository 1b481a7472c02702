"""Page images become transcripts: OCR engines, layout, reading order."""
