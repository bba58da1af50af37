"""Who is spoken to in a conversation: the other of the two who hold it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.actors.cast import Cast
from kg.extract.claims.addressees import is_silent
from kg.extract.claims.settings import INSIDE, phrases
from kg.extract.claims.utterance import Article, Partner, Talk, Utterance
from kg.extract.language import Parsed
from kg.extract.lexicon import lexicon
from kg.extract.words import words
from kg.records import Claim, Event

if TYPE_CHECKING:
    from spacy.tokens import Token

# How many paragraphs back a conversation, or what is answered, may have been told of.
PARAGRAPHS_BACK = 1
ANSWER_PARAGRAPHS_BACK = 4
# A conversation is told of in the past; headlines and standing demands are not.
PAST = {"VBD", "VBN", "VBG"}
BESIDE = {"prep", "npadvmod", "advmod"}


def with_addressees(
    parsed: Parsed, cast: Cast, claims: Sequence[Claim], events: Sequence[Event]
) -> list[Claim]:
    """Claims with their addressees, where not the cue but the conversation tells who that is."""
    article = Article(parsed, cast, events)
    earlier: list[Claim] = []
    for claim in sorted(claims, key=_start):
        earlier.append(_addressed(article, claim, earlier))
    done = {claim.id: claim for claim in earlier}
    return [done[claim.id] for claim in claims]


def _start(claim: Claim) -> tuple[int, str]:
    return (claim.cue or claim.content[0]).start, claim.id


def _addressed(article: Article, claim: Claim, earlier: Sequence[Claim]) -> Claim:
    """The claim with its addressee; nobody is taken to speak to himself."""
    alone = claim.addressee in {None, claim.speaker}
    utterance = Utterance.of(article, claim, earlier)
    if not alone or utterance is None:
        return claim
    partner = next((found for rule in RULES if (found := rule(utterance))), None)
    if partner is None:
        return replace(claim, addressee=None, addressee_span=None)
    return replace(claim, addressee=partner.actor, addressee_span=partner.span)


def said_in_talk(utterance: Utterance) -> Partner | None:
    """ "In the call, Prado warned that ... and Costa replied that ...": in the same sentence."""
    if not _is_spoken(utterance.cue):
        return None
    here = [talk for talk in utterance.talks_in_sentence() if _is_setting(talk.trigger)]
    for talk in here:
        other = utterance.other(talk) or utterance.other_side(talk)
        if other and not utterance.says(talk.trigger):
            return other
    return None


def answered(utterance: Utterance) -> Partner | None:
    """ "Costa replied", "in response, Costa said": to the one who spoke to Costa before."""
    if not _is_answer(utterance.verb):
        return None
    speaker = utterance.claim.speaker
    talks = list(utterance.talks_before(ANSWER_PARAGRAPHS_BACK))
    for claim in utterance.claims_before(ANSWER_PARAGRAPHS_BACK):
        together = any(_is_other(utterance, talk, claim.speaker) for talk in talks)
        if claim.speaker != speaker and (claim.addressee == speaker or together):
            return _speaker(claim)
    return next((other for talk in talks if (other := utterance.other(talk))), None)


def done_in_talk(utterance: Utterance) -> Partner | None:
    """ "Prado and Costa met. She warned that ...": what needs a listener, told of right after."""
    if not _needs_listener(utterance):
        return None
    talks = utterance.talks_before(PARAGRAPHS_BACK)
    last = next((talk for talk in talks if talk.event.status == "occurred"), None)
    return utterance.other(last) if last else None


def done_in_turn(utterance: Utterance) -> Partner | None:
    """ "Prado urged Costa to resign. Costa threatened to sue": back to the one who began."""
    if not _needs_listener(utterance):
        return None
    speaker = utterance.claim.speaker
    for claim in utterance.claims_before(PARAGRAPHS_BACK):
        if claim.addressee == speaker != claim.speaker:
            return _speaker(claim)
    return None


def _needs_listener(utterance: Utterance) -> bool:
    """Whether something is done to somebody whom the sentence leaves out, on no other occasion."""
    claim, verb = utterance.claim, utterance.verb
    addressed = claim.act in words("addressing")["addressed"] and _is_spoken(utterance.cue)
    here = verb.tag_ in PAST and not _is_elsewhere(verb)
    return addressed and here and not utterance.speaks_to_somebody()


def _speaker(claim: Claim) -> Partner:
    return Partner(claim.speaker, claim.source_span or claim.content[0])


def _is_other(utterance: Utterance, talk: Talk, actor: str) -> bool:
    other = utterance.other(talk)
    return other is not None and other.actor == actor


def _is_spoken(cue: "Token") -> bool:
    """Whether the cue is something that one does by speaking; a noun, only where a verb has it."""
    if cue.pos_ == "NOUN" and cue.head.lemma_ not in lexicon().carriers:
        return False
    return not is_silent(cue)


def _is_setting(trigger: "Token") -> bool:
    """ "in the call", "during talks": not "ahead of the talks"."""
    return trigger.head.dep_ == "prep" and trigger.head.lower_ in INSIDE


def _is_answer(verb: "Token") -> bool:
    """ "replied", "responded, saying that", "in response, Costa said", "warned in turn"."""
    lists = words("addressing")
    verbs = [verb, verb.head] if verb.tag_ == "VBG" else [verb]
    nouns = (noun for each in verbs for noun in phrases(each, {"in"}))
    return any(each.lemma_ in lists["answering"] for each in verbs) or any(
        noun.lemma_ in lists["answers"] and not any(c.dep_ == "prep" for c in noun.children)
        for noun in nouns
    )


def _is_elsewhere(verb: "Token") -> bool:
    """Whether the sentence has a time or occasion of its own: "on Friday", "in a speech"."""
    lists = words("addressing")
    own = {*lists["exchanges"]["nouns"], *lists["messages"]["nouns"]}
    settings = phrases(verb, INSIDE)
    dated = (t for child in verb.children if child.dep_ in BESIDE for t in child.subtree)
    return (
        any(child.lower_ in lists["elsewhere"] for child in verb.children)
        or any(noun.lemma_ in own for noun in settings)
        or any(token.ent_type_ in {"DATE", "TIME"} for token in dated)
    )


RULES: tuple[Callable[[Utterance], Partner | None], ...] = (
    said_in_talk,
    answered,
    done_in_talk,
    done_in_turn,
)
