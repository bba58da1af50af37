"""Whatever is deleted or swapped in a good graph, a shape or a check complains, or it is listed."""

import pytest
from graph_mutations import Mutated

# Nobody can tell without reading the text again, or it need not be there at all.
CONTENT = {
    *(f"swap {kind} rule" for kind in ("Claim", "Event", "EventLink", "Group", "Organization")),
    *(f"swap {kind} rule" for kind in ("Person", "Place", "UnnamedRole", "Dispute")),
    *(f"swap {kind} label" for kind in ("Event", "GlobalActor", "Group", "Relay", "UnnamedRole")),
    *(f"swap Claim {name}" for name in ("act", "polarity", "quotation", "speakerReason")),
    *(f"{act} Claim confidence" for act in ("delete", "swap")),
    *(f"swap Decision {name}" for name in ("clue", "reason", "score")),
    *(f"swap Dispute {name}" for name in ("disputeKind", "reason", "subject")),
    *(f"delete Wording {name}" for name in ("added", "dropped", "stronger", "weaker")),
    *(f"swap NewsArticle {name}" for name in ("datePublished", "headline", "publisher")),
    "delete Claim about",
    "delete Claim addresseeSpan",
    "delete Event hasPlace",
    "delete GlobalActor sameAs",
    "delete GlobalEvent time",
    "delete Membership organization",
    "delete Relay agency",
    "delete UnnamedRole party",
    "swap DisputeSide value",
    "swap Event eventType",
    "swap Event status",
    "swap Event timeRule",
    "swap GlobalActor sameAs",
    "swap GlobalEvent label",
    "swap GlobalEvent time",
    "swap Membership title",
    "swap QuantitativeValue value",
    "swap Role roleType",
    "swap Statement origins",
    "swap TextSnapshot length",
}
# What an article says of itself, if it does; and a tool, which each article's graph describes anew.
OPTIONAL = {
    f"delete NewsArticle {name}"
    for name in ("author", "credits", "datePublished", "headline", "inLanguage", "publisher", "url")
} | {
    f"delete SoftwareAgent {name}"
    for name in ("model", "modelSha256", "modelVersion", "tagger", "taggerSha256", "taggerVersion")
}


@pytest.mark.slow
def test_each_mutation_is_complained_of_or_listed() -> None:
    mutated = Mutated()
    mutations = list(mutated.mutations())
    unnoticed = {
        f"{mutation.act} {mutation.kind}"
        for mutation in mutations
        if mutated.complains(mutation) is None
    }
    assert len(mutations) > 250
    assert unnoticed == CONTENT | OPTIONAL
