"""The tags of words: what they begin or go on with (BIO; Ramshaw and Marcus 1995)."""

from types import MappingProxyType

OUTSIDE = 0
BEGIN = MappingProxyType({"source": 1, "cue": 3, "content": 5})
INSIDE = MappingProxyType({"source": 2, "cue": 4, "content": 6})
TAGS = 7
# In place of a word's number, where there is none.
NO_WORD = -1
