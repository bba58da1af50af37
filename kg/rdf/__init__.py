"""From records to RDF: describing and checking. The seam to the store is N-Quads text."""
