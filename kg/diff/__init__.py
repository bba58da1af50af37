"""What changed between two builds, and which article, tool, rule or person caused it."""
