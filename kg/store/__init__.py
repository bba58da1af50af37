"""Where the graph and the texts are kept, and how they are asked."""
