"""Files become page images: decoding, splitting, enhancement, fingerprints."""
