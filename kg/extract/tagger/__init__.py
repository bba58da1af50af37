"""A small trained network that marks sources, cues and contents, and says which belong together."""
