"""What an extraction may do without, so that the share of each part can be measured."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Options:
    """`tagger`: use the trained network, from the folder `weights` or the one that ships.

    `authority` are files of names known beforehand, which go before those that ship.

    `nesting`: look for claims inside claims. `without` are names of rules of attribution
    (`Claim.rule`) that are left out.
    """

    tagger: bool = True
    weights: Path | None = None
    authority: tuple[Path, ...] = ()
    nesting: bool = True
    without: frozenset[str] = frozenset()
