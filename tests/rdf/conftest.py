"""One article of our own, with every field of every record in use, and what is concluded of it."""

import pytest

from kg.config import Settings
from kg.ids import source_id
from kg.records import (
    Actor,
    Claim,
    Dating,
    Decision,
    Dispute,
    Document,
    Event,
    EventLink,
    Extraction,
    Furniture,
    Identity,
    Key,
    Mention,
    Participant,
    Quantity,
    Relay,
    Resolution,
    Role,
    Side,
    Source,
    Span,
    Statement,
    Time,
    Tool,
    Wording,
)
from kg.resources import known_prefixes

TEXT = (
    "Bridge talks stall\n"
    "Mara Lind, foreign minister of Norland, told reporters on 3 May 2022 in Halm that Teo Arvan "
    "had warned Sudria against closing the bridge, Norpress reported.\n"
    "“We will wait,” Lind said, “and talk for 50 minutes.” A Sudrian official called it a lie.\n"
    "Leave a comment\n"
)


def at(words: str) -> Span:
    """Where the words first stand in the text."""
    start = TEXT.index(words)
    return Span(start, start + len(words))


def named(*surfaces: str) -> tuple[Mention, ...]:
    return tuple(Mention(at(surface), "named-entity") for surface in surfaces)


def make_document() -> Document:
    source = Source(
        publisher="The Halm Courier",
        title="Bridge talks stall",
        published="2022-05-04",
        authors=("Ada Quist", "Bo Ferrer"),
        via=("Norpress",),
        url="https://courier.example/bridge talks",
    )
    furniture = (Furniture(at("Leave a comment"), "comment form"),)
    return Document("bridge.txt", "/tmp/bridge.txt", TEXT, source, furniture)


def make_actors() -> tuple[Actor, ...]:
    minister = Role("foreign minister", at("foreign minister"), "norland")
    official = Mention(at("A Sudrian official"), "indefinite")
    return (
        Actor(
            "mara-lind",
            "Mara Lind",
            "Person",
            (
                *named("Mara Lind"),
                Mention(Span(at("Lind said").start, at("Lind said").end - 5), "x"),
            ),
            roles=(minister,),
            same_as=("https://who.example/Mara_Lind",),
        ),
        Actor("teo-arvan", "Teo Arvan", "Person", named("Teo Arvan")),
        Actor("norland", "Norland", "Place", named("Norland")),
        Actor("sudria", "Sudria", "Place", named("Sudria")),
        Actor("halm", "Halm", "Place", named("Halm")),
        Actor("norpress", "Norpress", "Organization", named("Norpress")),
        Actor("reporters", "reporters", "Group", descriptions=(Mention(at("reporters"), "bare"),)),
        Actor("official", "Sudrian official", "Role", descriptions=(official,), party="sudria"),
    )


def make_events() -> tuple[Event, ...]:
    warning = Event(
        "warning",
        "THREATEN",
        "warning (Teo Arvan, Sudria)",
        "occurred",
        (Mention(at("warned"), "verb"),),
        truncated=Time("--05-03", at("3 May"), "month-day"),
        participants=(
            Participant("teo-arvan", "agent", at("Teo Arvan")),
            Participant("sudria", "recipient", at("Sudria")),
        ),
        claimed_in=("c-outer",),
    )
    talk = Event(
        "talk",
        "CONSULT",
        "talk (Mara Lind)",
        "scheduled",
        (Mention(at("talk for"), "verb"),),
        time=Time("2022-05", at("3 May 2022"), "month", inferred=True),
        place="halm",
        participants=(Participant("mara-lind", "participant", at("Mara Lind")),),
        quantities=(Quantity(50.0, "minute", at("50 minutes")),),
        claimed_in=("c-quote",),
    )
    closing = Event(
        "closing",
        "COERCE",
        "closing",
        "hypothetical",
        (Mention(at("closing"), "verb"),),
        claimed_in=("c-inner",),
    )
    return warning, talk, closing


def make_claims() -> tuple[Claim, ...]:
    outer = Claim(
        "c-outer",
        "mara-lind",
        "named in the source",
        at("Mara Lind"),
        at("told"),
        (at("Teo Arvan had warned Sudria against closing the bridge"),),
        "indirect",
        "state",
        "reporting-verb",
        addressee="reporters",
        addressee_span=at("reporters"),
        relayed_by=(Relay("Norpress", at("Norpress"), "norpress"),),
        about=("teo-arvan", "warning"),
        confidence=0.87,
    )
    inner = Claim(
        "c-inner",
        "teo-arvan",
        "subject of the cue",
        at("Teo Arvan"),
        at("warned"),
        (at("against closing the bridge"),),
        "indirect",
        "warn",
        "reporting-verb",
        addressee="sudria",
        nested_in="c-outer",
    )
    quote = Claim(
        "c-quote",
        "mara-lind",
        "same name",
        None,
        None,
        (at("and talk for 50 minutes."), at("We will wait,")),
        "direct",
        "promise",
        "quotation",
    )
    denial = Claim(
        "c-denial",
        "official",
        "described in the source",
        at("A Sudrian official"),
        at("called"),
        (at("it a lie"),),
        "indirect",
        "deny",
        "reporting-verb",
        polarity="negative",
    )
    return outer, inner, quote, denial


@pytest.fixture(scope="session")
def heading() -> str:
    """What Turtle begins with: the base and all prefixes."""
    lines = [f"@prefix {name}: <{iri}> .\n" for name, iri in known_prefixes().items()]
    return f"@base <{Settings().base}> .\n" + "".join(lines)


@pytest.fixture
def settings() -> Settings:
    return Settings()


@pytest.fixture
def extraction() -> Extraction:
    return Extraction(
        make_document(),
        Tool(
            "kg",
            "0.1.0",
            "en_core_web_md",
            "3.8.0",
            "0a" * 32,
            "claims",
            "1.0",
            "0b" * 32,
            "0c" * 32,
        ),
        Time("2022-05-03", at("3 May 2022"), "first-date", inferred=True),
        make_actors(),
        make_events(),
        make_claims(),
        (
            EventLink("after", "talk", "warning", at("and talk"), "marker"),
            EventLink("during", "talk", "closing", at("and talk"), "marker"),
        ),
    )


@pytest.fixture
def resolution() -> Resolution:
    source = source_id(TEXT)
    lind, warning = Key(source, "mara-lind"), Key(source, "warning")
    claim, denial = Key(source, "c-outer"), Key(source, "c-denial")
    return Resolution(
        actors=(
            Identity(
                "mara-lind-1f",
                "Mara Lind",
                "Person",
                (lind,),
                (Decision(lind, lind, "alone", 1.0, "no other article names her"),),
                same_as=("https://who.example/Mara_Lind",),
            ),
        ),
        events=(
            Identity(
                "warning-2e",
                "warning (Teo Arvan, Sudria)",
                "THREATEN",
                (warning,),
                (Decision(warning, warning, "alone", 1.0, "no other article tells of it"),),
                time="2022-05-03",
                time_reason="counted from 2022-05-02, when other articles say that this was: talks",
            ),
        ),
        statements=(
            Statement(
                "s-3d",
                "mara-lind-1f",
                (claim,),
                (Decision(claim, claim, "person", 0.5, "they are one, says T. Holm", "T. Holm"),),
                1,
                (
                    Wording(claim, claim),
                    Wording(
                        denial,
                        claim,
                        ("lie",),
                        ("Arvan", "Sudria"),
                        ("state → deny",),
                        ("will → may",),
                    ),
                ),
            ),
        ),
        disputes=(
            Dispute(
                "d-4c",
                "denial",
                "warning-2e",
                "one side denies what the other states",
                (
                    Side(warning, "positive", at("warned")),
                    Side(denial, "negative", at("it a lie")),
                ),
                "same-words-denied",
            ),
        ),
        datings=(
            Dating(source, "2022-05-02", False, "counted from 2022-05-02: talks"),
            Dating("other-1f", "2022-05-04", True, "counted from 2022-05-03: warning"),
        ),
    )
