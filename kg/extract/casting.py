"""Makes the cast of an article: names first, then roles, descriptions and pronouns in order."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.extract.authority import Entry, authority
from kg.extract.cast import Cast, Referent
from kg.extract.descriptions import GOVERNING, Description, describe, holds_office, unnamed
from kg.extract.identity import Group, group_mentions
from kg.extract.language import Parsed
from kg.extract.mentions import find_mentions
from kg.extract.pronouns import PLURAL, Appearance, antecedent, is_pronoun
from kg.extract.quotes import Quotation
from kg.extract.roles import party_entry, title_text, titles
from kg.extract.subjects import subject
from kg.extract.words import words
from kg.ids import slug
from kg.records import Actor, ActorType, Mention, Role, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

# "was vice president" says what somebody is, and refers to nobody.
PREDICATES = {"attr", "oprd"}
OBJECTS = {"dobj", "dative", "pobj"}
SUBJECTS = {"nsubj", "nsubjpass"}
# Pairs that are states or bodies; others are people.
PAIRS_OF_BODIES = {"side", "country", "nation", "party", "power"}
# Part of a body that speaks for it: "the Kremlin press office", "the Russian government".
VOICES = {"office", "service", "government", "administration", "authority"}


@dataclass(slots=True)
class _Draft:
    """What is known of an actor while the article is read."""

    name: str
    type: ActorType
    party: str | None = None
    mentions: list[Mention] = field(default_factory=list)
    descriptions: list[Mention] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)


class _Casting:
    """Reads one article from left to right."""

    def __init__(self, parsed: Parsed, quotations: Iterable[Quotation]) -> None:
        self.parsed = parsed
        self.quotations = tuple(quotations)
        self.drafts: dict[str, _Draft] = {}
        self.heads: dict[int, Referent] = {}
        self.appearances: list[Appearance] = []
        self.named: set[int] = set()
        self.titled: set[int] = set()

    def run(self) -> Cast:
        groups = group_mentions(self.parsed, find_mentions(self.parsed))
        for group in groups:
            self._add_named(group)
        self._add_titles([group for group in groups if group.type == "Person"])
        for token in self.parsed.doc:
            self._read(token)
        return Cast(_actors(self.drafts), self.heads)

    def _add_named(self, group: Group) -> None:
        draft = self.drafts.setdefault(group.id, _Draft(group.name, group.type))
        entry = authority().by_id.get(group.id)
        if entry and entry.party:
            draft.party = entry.party if entry.party in self.drafts else None
        for mention in group.mentions:
            tokens = self.parsed.doc[mention.start : mention.end]
            draft.mentions.append(Mention(self.parsed.phrase(tokens), mention.rule))
            self.named.update(range(mention.start, mention.end))
            self.heads[mention.head(self.parsed.doc).i] = Referent((group.id,), "named")

    def _add_titles(self, persons: Sequence[Group]) -> None:
        mentions = [(mention, self.drafts[g.id]) for g in persons for mention in g.mentions]
        names = {i for mention, _ in mentions for i in range(mention.start, mention.end)}
        for mention, draft in mentions:
            for first, last in titles(self.parsed, mention, names):
                self._add_title(draft, first, last)

    def _add_title(self, draft: _Draft, first: "Token", last: "Token") -> None:
        entry = party_entry(first, last)
        party = self._party(entry, self.parsed.span(first, last)) if entry else None
        text = title_text(self.parsed, first, last)
        draft.roles.append(Role(text, self.parsed.span(first, last), party))
        self.titled.update(range(first.i, last.i + 1))

    def _party(self, entry: Entry, span: Span) -> str:
        """The state or body, added to the cast by the words that name it."""
        draft = self.drafts.setdefault(entry.id, _Draft(entry.name, entry.type))
        if not any(m.span.overlaps(span) for m in [*draft.mentions, *draft.descriptions]):
            draft.descriptions.append(Mention(span, "demonym"))
        return entry.id

    def _read(self, token: "Token") -> None:
        referent = self.heads.get(token.i) or self._resolve(token)
        if referent is None:
            return
        self.heads[token.i] = referent
        if referent.reason != "demonym":
            self.appearances.append(self._appearance(token, referent))

    def _appearance(self, token: "Token", referent: Referent) -> Appearance:
        kinds = {self.drafts[id_].type for id_ in referent.actors}
        plural = len(referent.actors) > 1 or token.tag_ in {"NNS", "NNPS"} or token.lower_ in PLURAL
        return Appearance(
            token.i, token.sent.start, referent.actors, frozenset(kinds), plural,
            token.dep_ in SUBJECTS, self._quoted(token),
        )  # fmt: skip

    def _quoted(self, token: "Token") -> bool:
        return any(q.inner.start <= token.idx < q.inner.end for q in self.quotations)

    def _resolve(self, token: "Token") -> Referent | None:
        if is_pronoun(token):
            return antecedent(token, self._others(token), self._quoted(token))
        if token.i in self.named or token.i in self.titled or token.dep_ in PREDICATES:
            return None
        if (entry := authority().demonym(token.text)) and token.pos_ in {"ADJ", "PROPN", "NOUN"}:
            return Referent((self._party(entry, self.parsed.span(token)),), "demonym")
        description = describe(token)
        return self._described(description) if description else None

    def _others(self, pronoun: "Token") -> list[Appearance]:
        """All before it but the subject of its own verb: "Biden met Putin and warned him"."""
        if pronoun.dep_ not in OBJECTS:
            return self.appearances
        doer = subject(pronoun.head if pronoun.dep_ != "pobj" else pronoun.head.head)
        same = self.heads.get(doer.i) if doer is not None else None
        excluded = set(same.actors) if same else set()
        return [a for a in self.appearances if not excluded & set(a.actors)]

    def _described(self, description: Description) -> Referent | None:
        return (
            self._apposition(description)
            or self._pair(description)
            or self._office(description)
            or self._voice(description)
            or self._same_kind(description)
            or self._unnamed(description)
        )

    def _apposition(self, description: Description) -> Referent | None:
        """ "Putin's adviser, Yuri Ushakov": the name is the reference."""
        for child in description.head.subtree:
            if child.dep_ == "appos" and (named := self.heads.get(child.i)):
                return Referent(named.actors, "named in apposition")
        return None

    def _pair(self, description: Description) -> Referent | None:
        """ "the two leaders": the two of that kind that were named last."""
        if not description.two or description.lemma not in words("roles")["pair"]:
            return None
        if description.lemma in PAIRS_OF_BODIES:
            return self._last_two(lambda draft: draft.type in {"Place", "Organization"})
        governing = self._last_two(_governs)
        return governing or self._last_two(lambda draft: draft.type == "Person")

    def _last_two(self, fits: Callable[[_Draft], bool]) -> Referent | None:
        seen: dict[str, None] = {}
        for appearance in reversed(self.appearances):
            for id_ in appearance.actors:
                if len(seen) < 2 and fits(self.drafts[id_]):
                    seen.setdefault(id_)
        return Referent(tuple(sorted(seen)), "the last two named") if len(seen) == 2 else None

    def _office(self, description: Description) -> Referent | None:
        """ "the Russian leader": who was last named with such an office for such a party."""
        if (
            description.plural
            or description.two
            or not (description.definite or _headline(description))
        ):
            return None
        for appearance in reversed(self.appearances):
            for id_ in appearance.actors:
                if self._may_be(self.drafts[id_], description):
                    return Referent((id_,), f"holds the office: {description.lemma}")
        return None

    def _may_be(self, draft: _Draft, description: Description) -> bool:
        if draft.type != "Person":
            return False
        parties = {role.party for role in draft.roles if role.party}
        if description.party and parties and description.party.id not in parties:
            return False
        if description.lemma == "counterpart" and description.party is None:
            return False
        return holds_office(description, [role.title for role in draft.roles])

    def _voice(self, description: Description) -> Referent | None:
        """ "the Kremlin press office" speaks as the Kremlin."""
        if description.party is None or description.lemma not in VOICES:
            return None
        party = self._party(
            description.party, self.parsed.span(description.first, description.head)
        )
        return Referent((party,), "its office speaks for it")

    def _same_kind(self, description: Description) -> Referent | None:
        """ "the official": the unnamed one of that kind that was there last."""
        if not description.bare:
            return None
        for appearance in reversed(self.appearances):
            draft = self.drafts[appearance.actors[0]]
            noun = draft.name.rsplit(" ", 1)[-1]
            if draft.type in {"Role", "Group"} and noun == description.head.lower_:
                self._describe(draft, description, "same-kind")
                return Referent(appearance.actors[:1], "the same kind of source as before")
        later = self._first_kind(description)
        return self._unnamed(later) if later else None

    def _first_kind(self, description: Description) -> Description | None:
        """ "the official" before anybody says which: the first of the kind that is told apart."""
        if not description.definite:
            return None
        for token in self.parsed.doc[description.head.i + 1 :]:
            if token.lower_ == description.head.lower_ and token.i not in self.titled:
                found = describe(token)
                if found and not found.bare:
                    return found
        return None

    def _unnamed(self, description: Description) -> Referent:
        party = None
        if description.party:
            span = self.parsed.span(description.first, description.head)
            party = self._party(description.party, span)
        name, kind = unnamed(
            description, description.party.adjective if description.party else None
        )
        draft = self.drafts.setdefault(slug(name, 9), _Draft(name, kind, party))
        self._describe(draft, description, "described")
        return Referent((slug(name, 9),), "described, not named")

    def _describe(self, draft: _Draft, description: Description, rule: str) -> None:
        if draft.type in {"Role", "Group"}:
            span = self.parsed.span(description.first, description.head)
            draft.descriptions.append(Mention(span, rule))


def _headline(description: Description) -> bool:
    """Headlines leave the article out: "Russian leader demands"."""
    articles = any(t.dep_ == "det" for t in description.head.children)
    return description.party is not None and not articles


def _governs(draft: _Draft) -> bool:
    titles = " ".join(role.title for role in draft.roles).lower().split()
    return draft.type == "Person" and bool(GOVERNING & set(titles))


def _actors(drafts: Mapping[str, _Draft]) -> dict[str, Actor]:
    return {id_: _actor(id_, draft) for id_, draft in drafts.items()}


def _actor(id_: str, draft: _Draft) -> Actor:
    return Actor(
        id=id_,
        name=draft.name,
        type=draft.type,
        mentions=tuple(sorted(draft.mentions, key=lambda mention: mention.span)),
        descriptions=tuple(sorted(draft.descriptions, key=lambda mention: mention.span)),
        roles=tuple(sorted(draft.roles, key=lambda role: role.span)),
        party=draft.party,
    )


def build_cast(parsed: Parsed, quotations: Iterable[Quotation]) -> Cast:
    """Who is in the article, and which words stand for whom."""
    return _Casting(parsed, quotations).run()
