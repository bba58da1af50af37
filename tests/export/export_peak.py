"""Writes a view of a whole store to nowhere and prints the peak of its memory, in MB.

`python export_peak.py STORE VIEW FORMAT`
"""

import resource
import sys
from pathlib import Path

from kg.export import selection, views
from kg.store import syntaxes
from kg.store.embedded import open_store

if __name__ == "__main__":
    folder, view, form = sys.argv[1:]
    store = open_store(Path(folder), read_only=True)
    chosen = selection.everything(store, "https://kg.example/")
    total = sum(map(len, views.write(chosen, view, syntaxes.named(form))))
    store.close()
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, total)  # noqa: T201
