"""Word lists for telling names and happenings apart: data, read when first asked for."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def load(name: str) -> Any:
    """What `NAME.yaml` in this folder holds."""
    return yaml.safe_load((Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8"))


@cache
def word_set(name: str, key: str) -> frozenset[str]:
    """The list under `key` in `NAME.yaml`, as a set."""
    return frozenset(load(name)[key])


@cache
def inverted(name: str, key: str) -> Mapping[str, frozenset[str]]:
    """Word -> the entries under `key` that list it; each entry lists itself."""
    found: dict[str, set[str]] = {}
    for entry, words in load(name)[key].items():
        for word in (entry, *words):
            found.setdefault(word, set()).add(entry)
    return {word: frozenset(entries) for word, entries in found.items()}
