"""Trains the tagger of claims. Needs libraries of its own: `make setup-train`."""
