"""How the happenings of one article stand to one another: parts, and what came before what."""
