"""Trains the tagger of claims. Needs libraries of its own: `pip install kg[train]`."""
