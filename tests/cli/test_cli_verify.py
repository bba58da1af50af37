"""`kg export --claim ID --pack`, and `kg verify` of what it writes."""

import gzip
import json
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest
from cli_articles import ARTICLES, Kg

from kg.ids import text_sha256

CLAIMS = """SELECT DISTINCT ?claim WHERE {
  ?claim <https://kg.example/ontology#inSource> ?source ; <https://schema.org/text> ?text .
  ?source <https://schema.org/headline> ?headline
  FILTER(STRSTARTS(?headline, "%s")) } ORDER BY STRLEN(?text) ?claim"""
REPEATED = """SELECT ?claim WHERE {
  ?claim <https://kg.example/ontology#inSource>/<https://schema.org/headline> ?headline ;
    <https://schema.org/text> "We will not close the harbour"
  FILTER(STRSTARTS(?headline, "Harbour")) }"""
PORT = """Port of Oakport to stay open
Eastern Gazette, May 4, 2024

"We will not close the harbour," Trade Minister Lena Brandt told reporters in Oakport.
"""


def ids(kg: Kg, store: Path, headline: str) -> list[str]:
    """Ids of the claims of an article, the shortest first."""
    rows = kg("query", "-", "--store", store, "-f", "csv", input=CLAIMS % headline).stdout
    return [line.rpartition("/")[2] for line in rows.splitlines()[1:]]


def write(kg: Kg, store: Path, claim: str, file: Path) -> Path:
    result = kg("export", "--claim", claim, "--pack", "-o", file, "--store", store)
    assert result.exit_code == 0, result.output
    return file


@pytest.fixture
def pack(kg: Kg, built: Path, tmp_path: Path) -> Path:
    """The pack of the claim of the harbour article that is told inside another."""
    return write(kg, built, ids(kg, built, "Harbour")[0], tmp_path / "claim.trig")


def harbour(folder: Path, data: bytes | None = None, name: str = "harbour.txt") -> Path:
    file = folder / name
    file.write_bytes(ARTICLES["harbour.txt"].encode() if data is None else data)
    return file


def test_a_pack_holds_against_its_article(kg: Kg, pack: Path, articles: Path) -> None:
    result = kg("verify", pack, "--text", articles / "harbour.txt")
    assert (result.exit_code, result.stderr) == (0, "")
    assert f"{pack}: no problems in the pack of https://kg.example/claim/" in result.stdout


def test_a_pack_quotes_and_does_not_copy(pack: Path) -> None:
    text = pack.read_text(encoding="utf-8")
    assert "said by Paul Rask" in text
    assert "as told by Lena Brandt" in text
    assert ARTICLES["harbour.txt"] not in text
    assert "Harbour talks last 50 minutes, minister says" in text  # the headline


def test_a_pack_loads_as_trig(pack: Path) -> None:
    quads = list(pyoxigraph.parse(pack.read_bytes(), pyoxigraph.RdfFormat.TRIG))
    graphs = {str(quad.graph_name) for quad in quads}
    assert any("/graph/harbour-talks" in graph for graph in graphs)
    assert "<https://kg.example/graph/identity>" in graphs


def test_the_same_claim_gives_the_same_bytes(kg: Kg, built: Path, pack: Path) -> None:
    again = kg("export", "--claim", ids(kg, built, "Harbour")[0], "--pack", "--store", built)
    assert again.stdout.encode() == pack.read_bytes()


def test_without_the_article_it_is_said_what_was_not_checked(kg: Kg, pack: Path) -> None:
    result = kg("verify", pack, "--quick")
    assert result.exit_code == 8
    assert "not checked: quotes of the text with the SHA-256" in result.stdout
    assert "not checked: the shapes" in result.stdout


def test_a_changed_word_of_the_article_is_named(kg: Kg, pack: Path, tmp_path: Path) -> None:
    changed = ARTICLES["harbour.txt"].replace("warned her", "thanked her").encode()
    result = kg("verify", pack, "--quick", "--text", harbour(tmp_path, changed))
    assert result.exit_code == 1
    place = ARTICLES["harbour.txt"].index("warned her")
    first, *claims = result.stderr.splitlines()
    assert f"text: {tmp_path / 'harbour.txt'}: this is the text of “Harbour talks last 50" in first
    where = f"character {place} (line 6, column 50)"
    assert f"with changes, the first at {where}: the pack has 'l Rask, had warned her" in first
    assert "the text 'l Rask, had thanked her" in first
    assert any("the text does not have its" in line for line in claims)
    assert any("its cue 'warned'" in line for line in claims)


def test_words_that_moved_are_told_claim_by_claim(kg: Kg, pack: Path, tmp_path: Path) -> None:
    longer = ARTICLES["harbour.txt"].replace("Brandt said that", "Well. Brandt said that").encode()
    result = kg("verify", pack, "--quick", "--text", harbour(tmp_path, longer))
    assert result.exit_code == 1
    first, *claims = result.stderr.splitlines()
    assert "is the text of “Harbour talks" in first
    assert [re.sub("claim/.*?:", "claim:", line).partition("text: ")[2] for line in claims] == [
        "claim: all its evidence stands in the text, 6 characters further on"
    ] * 2


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (lambda text: text.replace("\n", "\r\n"),
         r"but the text has Windows line ends (\r\n), and the pack's text has \n; "),
        (lambda text: unicodedata.normalize("NFD", text),
         "but the text has decomposed characters, and the pack's text composed ones (Unicode NFC)"),
        (lambda text: text + "\n", "but the text does not end in one line end, as the pack's text"),
        (lambda text: "\ufeff\ufeff" + text, "but the text begins with a byte order mark"),
    ],
    ids=["line ends", "Unicode", "end", "mark"],
)  # fmt: skip
def test_another_form_of_the_same_text_is_named(
    kg: Kg, tmp_path: Path, changed: Callable[[str], str], told: str
) -> None:
    article = ARTICLES["harbour.txt"].replace("Rask", "Råsk")
    own, store = harbour(tmp_path, article.encode()), tmp_path / "store"
    assert kg("build", own, "--store", store).exit_code == 0
    pack = write(kg, store, ids(kg, store, "Harbour")[0], tmp_path / "claim.trig")
    other = harbour(tmp_path, changed(article).encode(), "other.txt")
    result = kg("verify", pack, "--quick", "--text", other)
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert told in line


def test_a_byte_order_mark_is_no_part_of_the_text(kg: Kg, pack: Path, tmp_path: Path) -> None:
    marked = harbour(tmp_path, b"\xef\xbb\xbf" + ARTICLES["harbour.txt"].encode())
    assert kg("verify", pack, "--quick", "--text", marked).exit_code == 0


@pytest.mark.parametrize(
    "change",
    [
        ("«warned»", "«praised»", "digest: file:"),
        ('oa:exact "warned"', 'oa:exact "thanks"', "quotes: text/"),
        ("# Evidence pack", "# Pack", "is no evidence pack"),
        ("format 1\n", "format 0\n", "has the format '0'; this version reads 1"),
        ("# base: https", "# baze: https", "manifest at the head"),
        ("kg:act ", "kg:act ;; ", "cannot be read as TriG"),
    ],
)
def test_a_changed_pack_is_told(
    kg: Kg, pack: Path, articles: Path, change: tuple[str, str, str]
) -> None:
    old, new, told = change
    text = pack.read_text(encoding="utf-8")
    assert old in text
    pack.write_text(text.replace(old, new, 1), encoding="utf-8")
    result = kg("verify", pack, "--quick", "--text", articles)
    assert result.exit_code == 1
    assert told in result.stderr
    assert "Traceback" not in result.output


def test_a_cut_file_is_told(kg: Kg, pack: Path) -> None:
    whole = pack.read_bytes()
    for size in (0, 40, 400, len(whole) // 2, len(whole) - 1):
        pack.write_bytes(whole[:size])
        result = kg("verify", pack, "--quick")
        assert (result.exit_code, str(pack) in result.stderr) == (1, True)


def foreign(name: object, pack: Path) -> str:
    return f"{name} is not the text of any article in {pack} (which holds: “Harbour talks last 50"


def test_another_article_is_no_problem_of_the_pack(kg: Kg, pack: Path, articles: Path) -> None:
    result = kg("verify", pack, "--quick", "--text", articles / "strike.txt")
    assert result.exit_code == 8
    (line,) = result.stderr.splitlines()
    assert line.startswith(foreign(articles / "strike.txt", pack))
    assert "<https://kg.example/source/harbour-talks-last-50-minutes-" in line
    assert "no problems in the pack" in result.stdout


def test_another_article_beside_the_right_one_is_told(kg: Kg, pack: Path, articles: Path) -> None:
    texts = ["--text", articles / "strike.txt", "--text", articles / "harbour.txt"]
    result = kg("verify", pack, "--quick", *texts)
    assert result.exit_code == 0
    assert result.stderr.startswith(foreign(articles / "strike.txt", pack))


def test_of_a_folder_only_is_told_that_it_has_nothing_of_a_pack(
    kg: Kg, pack: Path, articles: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "others"
    folder.mkdir()
    for name in ("strike.txt", "envoy.txt"):
        shutil.copy(articles / name, folder)
    (folder / "broken.txt").write_bytes(b"\xff")
    result = kg("verify", pack, "--quick", "--text", folder)
    assert result.exit_code == 8
    assert f"None of the 2 texts in {folder} is of an article in {pack} (" in result.stderr
    assert f"--text: not read: {folder / 'broken.txt'} is not UTF-8 text" in result.stderr
    assert kg("verify", pack, "--quick", "--text", articles).stderr == ""


def test_a_changed_copy_beside_the_right_text_is_passed_over(
    kg: Kg, pack: Path, articles: Path, tmp_path: Path
) -> None:
    copy = harbour(tmp_path, ARTICLES["harbour.txt"].replace("\n", "\r\n").encode())
    texts = ["--text", copy, "--text", articles / "harbour.txt"]
    result = kg("verify", pack, "--quick", *texts)
    assert result.exit_code == 0
    assert result.stderr.startswith(f"{copy} is passed over: the text that it is with changes")


@pytest.mark.parametrize("ending", ["trig.gz", "nq", "nq.gz", "NQ"])
def test_packs_are_packed_and_written_as_their_names_say(
    kg: Kg, built: Path, articles: Path, tmp_path: Path, ending: str
) -> None:
    pack = write(kg, built, ids(kg, built, "Harbour")[0], tmp_path / f"claim.{ending}")
    data = pack.read_bytes()
    text = (gzip.decompress(data) if ending.endswith("gz") else data).decode()
    assert ("@base" in text) == ("trig" in ending)
    other = pack.rename(tmp_path / "whatever")
    assert kg("verify", other, "--quick", "--text", articles).exit_code == 0
    form = pyoxigraph.RdfFormat.TRIG if "trig" in ending else pyoxigraph.RdfFormat.N_QUADS
    assert any(pyoxigraph.parse(text.encode(), form))


def test_a_packed_file_that_is_broken_is_told(kg: Kg, built: Path, tmp_path: Path) -> None:
    pack = write(kg, built, ids(kg, built, "Harbour")[0], tmp_path / "claim.trig.gz")
    pack.write_bytes(pack.read_bytes()[:300])
    result = kg("verify", pack, "--quick")
    assert (result.exit_code, "The pack cannot be unpacked" in result.stderr) == (1, True)


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("claim.ttl", "turtle cannot hold a pack: use trig or nquads."),
        ("claim.docx", "claim.docx tells no format: add --format."),
    ],
)
def test_what_cannot_be_a_pack_is_told(kg: Kg, built: Path, file: str, told: str) -> None:
    result = kg("export", "--claim", "a", "--pack", "-o", file, "--store", built)
    assert (result.exit_code, told in result.stderr) == (2, True)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "the file is empty"),
        (b"\xff\xfe\x00", "byte 0 is not UTF-8"),
        (b"<urn:a> <urn:b> <urn:c> .\n", "does not begin as kg export --claim ID --pack"),
        (b"# Evidence pack of one claim, format 1\r\n", "Windows line ends"),
        (b"\xef\xbb\xbf# Evidence pack of one claim, format 1\n", "a byte order mark"),
    ],
    ids=["empty", "binary", "export", "line ends", "mark"],
)
def test_what_is_no_pack_is_told(kg: Kg, tmp_path: Path, data: bytes, told: str) -> None:
    file = tmp_path / "claim.trig"
    file.write_bytes(data)
    result = kg("verify", file)
    assert (result.exit_code, told in result.stderr) == (1, True)
    assert len(result.stderr.splitlines()) == 1


def test_a_cut_pack_is_told_to_be_cut(kg: Kg, pack: Path) -> None:
    pack.write_bytes(pack.read_bytes()[:-40])
    result = kg("verify", pack, "--quick")
    assert (result.exit_code, "The pack was cut off or changed" in result.stderr) == (1, True)


def test_several_packs_with_their_texts(
    kg: Kg, built: Path, articles: Path, tmp_path: Path
) -> None:
    claims = [*ids(kg, built, "Harbour")[:2], ids(kg, built, "Dockers")[0]]
    files = [write(kg, built, claim, tmp_path / f"{claim}.trig") for claim in claims]
    result = kg("verify", *files, "--quick", "--text", articles)
    assert result.exit_code == 0, result.output
    assert result.stdout.count("no problems in the pack of") == 3


def test_each_of_several_packs_needs_its_article(
    kg: Kg, built: Path, articles: Path, tmp_path: Path
) -> None:
    claims = [*ids(kg, built, "Harbour")[:2], ids(kg, built, "Dockers")[0]]
    files = [write(kg, built, claim, tmp_path / f"{claim}.trig") for claim in claims]
    given = ["--quick", "--text", articles / "harbour.txt"]
    assert kg("verify", *files[:2], *given).exit_code == 0
    result = kg("verify", *files, *given)
    assert (result.exit_code, result.stderr) == (8, "")
    strike = text_sha256(ARTICLES["strike.txt"])
    missing = [line for line in result.stdout.splitlines() if "which is not given" in line]
    said = f"{files[2]}: not checked: quotes of the text with the SHA-256 {strike}"
    assert missing == [f"{said}, which is not given"]


def test_the_text_of_another_report_is_not_the_article(kg: Kg, tmp_path: Path) -> None:
    """A pack quotes other reports of the same words: with their text alone, it is not compared."""
    own, store, port = harbour(tmp_path), tmp_path / "store", tmp_path / "port.txt"
    port.write_text(PORT, encoding="utf-8")
    assert kg("build", own, port, "--store", store).exit_code == 0
    rows = kg("query", "-", "--store", store, "-f", "csv", input=REPEATED).stdout
    (claim,) = (line.rpartition("/")[2] for line in rows.splitlines()[1:])
    pack = write(kg, store, claim, tmp_path / "claim.trig")
    assert kg("verify", pack, "--quick", "--text", own, "--text", port).exit_code == 0
    assert kg("verify", pack, "--quick", "--text", own).exit_code == 0
    other = kg("verify", pack, "--quick", "--text", port)
    assert (other.exit_code, other.stderr) == (8, "")
    assert re.search(r"; [1-9]\d* of \d+ quotes compared", other.stdout)
    missing = f"SHA-256 {text_sha256(ARTICLES['harbour.txt'])}, which is not given"
    assert missing in other.stdout


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("crlf.txt", ARTICLES["harbour.txt"].replace("\n", "\r\n").encode()),
        ("bom.txt", b"\xef\xbb\xbf" + ARTICLES["harbour.txt"].encode()),
        ("lines.jsonl", json.dumps({"text": ARTICLES["harbour.txt"]}).encode()),
        (
            "page.html",
            (
                "<html><head><title>Harbour talks last 50 minutes</title></head><body><article>"
                "<h1>Harbour talks last 50 minutes</h1>"
                + "".join(f"<p>{line}</p>" for line in ARTICLES["harbour.txt"].split("\n")[2:])
                + "</article></body></html>"
            ).encode(),
        ),
    ],
)
def test_articles_are_read_as_they_were_built(
    kg: Kg, tmp_path: Path, name: str, data: bytes
) -> None:
    file, store = harbour(tmp_path, data, name), tmp_path / "store"
    assert kg("build", file, "--store", store).exit_code == 0
    rows = kg("query", "sources", "--store", store, "-f", "csv").stdout
    assert len(rows.splitlines()) == 2
    everything = "SELECT ?c { ?c a <https://kg.example/ontology#Claim> } ORDER BY ?c"
    found = kg("query", "-", "--store", store, "-f", "csv", input=everything).stdout
    claim = found.splitlines()[1].rpartition("/")[2]
    pack = write(kg, store, claim, tmp_path / "claim.trig")
    result = kg("verify", pack, "--quick", "--text", file)
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize(
    ("args", "code", "told"),
    [
        (["none.trig"], 3, "The pack none.trig cannot be read: no such file"),
        (["PACK", "--text", "none.txt"], 3, "There is no file or folder none.txt"),
        (["PACK", "--text", "PACK"], 2, "is no article to read"),
        ([".", "--quick"], 3, "The pack . cannot be read: is a directory"),
        ([], 2, "Missing argument"),
    ],
)
def test_what_is_not_there(kg: Kg, pack: Path, args: list[str], code: int, told: str) -> None:
    result = kg("verify", *(pack if arg == "PACK" else arg for arg in args))
    assert (result.exit_code, told in result.stderr) == (code, True)


@pytest.mark.parametrize("more", [["--as", "graph"], ["--source", "x"], []])
def test_a_pack_is_of_one_claim(kg: Kg, built: Path, more: list[str]) -> None:
    given = ["--claim", "a"] if more and more[0] == "--as" else []
    result = kg("export", "--pack", *given, *more, "--store", built)
    assert (result.exit_code, "--pack goes with --claim alone" in result.stderr) == (2, True)


@pytest.mark.skipif(not shutil.which("ssh-keygen"), reason="ssh-keygen is not installed")
def test_a_pack_can_be_signed_as_the_manual_says(pack: Path, tmp_path: Path) -> None:
    def run(*args: str | Path, data: bytes = b"") -> int:
        return subprocess.run(args, input=data, capture_output=True, check=False).returncode

    key, signers = tmp_path / "key", tmp_path / "signers"
    assert run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key) == 0
    assert run("ssh-keygen", "-Y", "sign", "-f", key, "-n", "kg-pack", pack) == 0
    signers.write_text(f"desk@paper.example {key.with_suffix('.pub').read_text()}")
    check = ["ssh-keygen", "-Y", "verify", "-f", signers, "-I", "desk@paper.example",
             "-n", "kg-pack", "-s", f"{pack}.sig"]  # fmt: skip
    assert run(*check, data=pack.read_bytes()) == 0
    assert run(*check, data=pack.read_bytes().replace(b"warned", b"praised", 1)) != 0
