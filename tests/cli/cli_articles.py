"""Articles for the tests of the commands, and the type of what runs them."""

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Kg = Callable[..., Result]

ARTICLES = {
    "harbour.txt": """Harbour talks last 50 minutes, minister says
Oakport Courier, May 3, 2024

Trade Minister Lena Brandt said on Friday that the talks with Norland lasted 50 minutes.
"We will not close the harbour," Brandt told reporters in Oakport.
Brandt said that Norland's envoy, Paul Rask, had warned her against new tariffs.
""",
    "envoy.txt": """Envoy denies threat over tariffs
Norland Herald, May 4, 2024

Paul Rask denied that he had threatened Lena Brandt, according to the Norland Herald.
Rask said the talks with Brandt on Friday lasted 20 minutes.
""",
    "strike.txt": """Dockers in Oakport plan strike
Oakport Courier, May 6, 2024

The Dockers' Union said that its members would strike next Monday.
Union leader Tom Vale accused the government of ignoring the port.
""",
}


def write_articles(folder: Path, *names: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names or ARTICLES:
        (folder / name).write_text(ARTICLES[name], encoding="utf-8")
    return folder
