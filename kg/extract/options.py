"""What an extraction may do without, so that the share of each part can be measured."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """`tagger`: use the trained network; `nesting`: look for claims inside claims.

    `without` are names of rules of attribution (`Claim.rule`) that are left out.
    """

    tagger: bool = True
    nesting: bool = True
    without: frozenset[str] = frozenset()
