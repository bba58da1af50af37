"""A corpus in miniature, in PolNeAR's form, with sentences of our own."""

from pathlib import Path

# Each line is an article: a source, a cue and a content, in order, joined by blanks.
ATTRIBUTIONS = {
    "train": [
        ("The mayor", "said", "the bridge would open in May"),
        ("A spokeswoman", "warned", "the river might rise again"),
        ("Engineers", "believe", "the dam holds"),
        ("The minister", "denied", "any talks took place"),
    ],
    "dev": [
        ("The governor", "said", "the school would close in June"),
        ("Farmers", "believe", "the rain helps"),
        ("The coach", "warned", "the season might end early"),
        ("A witness", "said", "the lights went out"),
        ("The union", "denied", "a strike was near"),
    ],
}


def write_corpus(folder: Path) -> Path:
    """Write the corpus; each part has `text/` and `attributions/`."""
    for part, rows in ATTRIBUTIONS.items():
        for name in ("text", "attributions"):
            (folder / part / name).mkdir(parents=True)
        for number, roles in enumerate(rows):
            text, spans = "", []
            for role in roles:
                spans.append((len(text), len(text) + len(role)))
                text += f"{role} "
            stem = f"article{number}"
            (folder / part / "text" / f"{stem}.txt").write_text(f"{text.strip()}.\n")
            (folder / part / "attributions" / f"{stem}_a.ann").write_text(_brat(spans))
    return folder


def _brat(spans: list[tuple[int, int]]) -> str:
    labels = ("Source", "Cue", "Content")
    lines = [
        f"T{n}\t{label} {start} {end}\twords"
        for n, (label, (start, end)) in enumerate(zip(labels, spans, strict=True), 1)
    ]
    return "\n".join([*lines, "E1\tAttribution:T1 Source:T1 Cue:T2 Content:T3", ""])
