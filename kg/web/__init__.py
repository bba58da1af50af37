"""The SPARQL endpoint and the pages over a store. Flask is known in this room only."""
