"""Parts of the graph, and the views of them that are written to files."""

from kg.export.parts import actor_lines, claim_lines

__all__ = ["actor_lines", "claim_lines"]
