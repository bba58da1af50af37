"""From records to RDF: describing, checking, serialising. The seam to the store is N-Quads text."""
