"""What the documentation of the ontology shows, read off its files; a template writes it."""
