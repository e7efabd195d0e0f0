"""Readers, one file per format: bytes to the paper's text, its pages and what it says of itself."""
