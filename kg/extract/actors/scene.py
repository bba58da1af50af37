"""What is known of an article's actors while it is read from left to right."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from kg.extract.actors.cast import Referent
from kg.extract.actors.descriptions import Description
from kg.extract.actors.gender import Gender, by_nouns
from kg.extract.actors.pronouns import PLURAL, Appearance
from kg.extract.authority import Entry
from kg.extract.language import Parsed
from kg.extract.quotes import Quotation, overlapping
from kg.extract.subjects import SUBJECTS
from kg.records import Actor, ActorType, Mention, Role, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.actors.unnamed import Kind

# A pronoun stands for somebody who appeared among so many before it.
MEMORY = 200


@dataclass(slots=True)
class Draft:
    """What is known of an actor so far.

    `kind` is that of an unnamed source; `called` are common nouns that the article has for it;
    `told_gender` is what its name tells.
    """

    name: str
    type: ActorType
    party: str | None = None
    same_as: tuple[str, ...] = ()
    mentions: list[Mention] = field(default_factory=list)
    descriptions: list[Mention] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    kind: "Kind | None" = None
    told_gender: Gender | None = None
    called: set[str] = field(default_factory=set)

    @property
    def titles(self) -> list[str]:
        """The offices that the article gives it."""
        return [role.title for role in self.roles]

    @property
    def parties(self) -> set[str]:
        """Whom it holds its offices for, where that is said."""
        return {role.party for role in self.roles if role.party}

    @property
    def gender(self) -> Gender | None:
        """Whether "he" or "she" stands for it, by its name, else by its titles."""
        return self.told_gender or by_nouns([*self.titles, *([self.name] if self.kind else ())])

    def record(self, id_: str) -> Actor:
        """The record of the actor."""
        return Actor(
            id=id_,
            name=self.name,
            type=self.type,
            mentions=tuple(sorted(set(self.mentions), key=lambda mention: mention.span)),
            descriptions=tuple(sorted(set(self.descriptions), key=lambda mention: mention.span)),
            roles=tuple(sorted(self.roles, key=lambda role: role.span)),
            party=self.party,
            same_as=self.same_as,
        )


class Scene:
    """The drafts of the actors, and who appeared where."""

    def __init__(self, parsed: Parsed, quotations: Sequence[Quotation]) -> None:
        self.parsed = parsed
        self.drafts: dict[str, Draft] = {}
        self.heads: dict[int, Referent] = {}
        self.titled: set[int] = set()
        self.kinds: dict[Kind, str] = {}
        self.nouns: set[str] = set()
        self.appearances: list[Appearance] = []
        self._quotations = quotations
        self._recency: dict[str, None] = {}
        self._renamed: dict[str, str] = {}

    def recent(self) -> Iterator[tuple[str, Draft]]:
        """Actors by their last appearance, the latest first, as far back as memory goes."""
        return ((id_, self.drafts[id_]) for id_ in islice(reversed(self._recency), MEMORY))

    def memory(self) -> list[Appearance]:
        """The appearances that a pronoun may look back to."""
        return self.appearances[-MEMORY:]

    def appear(self, token: "Token", referent: Referent) -> None:
        """Note that actors appear at a token."""
        self.appearances.append(self._appearance(token, referent))
        for id_ in referent.actors:
            self._recency.pop(id_, None)
            self._recency[id_] = None

    def _appearance(self, token: "Token", referent: Referent) -> Appearance:
        plural = len(referent.actors) > 1 or token.tag_ in {"NNS", "NNPS"} or token.lower_ in PLURAL
        return Appearance(
            index=token.i,
            sentence=token.sent.start,
            actors=referent.actors,
            types=frozenset(self.drafts[id_].type for id_ in referent.actors),
            plural=plural,
            subject=token.dep_ in SUBJECTS,
            quoted=self.is_quoted(token),
            genders=frozenset(filter(None, (self.drafts[id_].gender for id_ in referent.actors))),
        )

    def is_quoted(self, token: "Token") -> bool:
        """Whether the token stands inside a quotation."""
        here = Span(token.idx, token.idx + 1)
        return any(q.inner.holds(here) for q in overlapping(self._quotations, here))

    def add_party(self, entry: Entry, span: Span) -> str:
        """The state or body, put into the cast by the words that name it."""
        draft = self.drafts.setdefault(entry.id, Draft(entry.name, entry.type))
        if entry.is_told_by(self.parsed.surface(span)):
            draft.same_as = entry.same_as
        if not any(m.span.overlaps(span) for m in [*draft.mentions, *draft.descriptions]):
            draft.descriptions.append(Mention(span, "demonym"))
        return entry.id

    def describe(self, draft: Draft, description: Description, rule: str) -> None:
        """Add the words of a description to whom they describe."""
        last = description.after[-1] if description.after else description.head
        span = self.parsed.span(description.first, last)
        draft.descriptions.append(Mention(span, rule))

    def rename(self, unnamed: str, named: str) -> None:
        """Note that an unnamed source is the named actor: what describes it is what that one is."""
        draft = self.drafts[unnamed]
        self._renamed[unnamed] = named
        self._recency.pop(unnamed, None)
        for words in draft.descriptions[:1]:
            self.drafts[named].roles.append(Role(draft.name, words.span, draft.party))

    def _settled(self, id_: str | None) -> str | None:
        return self._renamed.get(id_, id_) if id_ else None

    def settle(self) -> None:
        """Let named actors stand wherever they were unnamed at first."""
        for unnamed in self._renamed:
            self.drafts.pop(unnamed, None)
        for draft in self.drafts.values() if self._renamed else ():
            draft.party = self._settled(draft.party)
            draft.roles = [replace(it, party=self._settled(it.party)) for it in draft.roles]
        for at, referent in self.heads.items() if self._renamed else ():
            actors = tuple(dict.fromkeys(self._renamed.get(id_, id_) for id_ in referent.actors))
            self.heads[at] = Referent(actors, referent.reason)
