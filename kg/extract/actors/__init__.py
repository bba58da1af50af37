"""Who is in an article, and which words stand for whom."""
