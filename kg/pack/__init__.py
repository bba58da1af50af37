"""Evidence packs: one claim with all its evidence in one file, and whether such a file holds.

A pack is TriG with a manifest and a summary in comments before it (`form.py`). `selection.py` says
which quads belong to a claim, `making.py` writes the file, `checking.py` checks it by the table of
checks in `checks/`, without a store.
"""
