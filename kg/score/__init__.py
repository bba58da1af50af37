"""Measures extractions against gold: what a reader found in the same articles."""
