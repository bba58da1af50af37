"""The answers that the README shows are those that the program gives."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.slow
def test_readme_is_fresh():
    done = subprocess.run(
        [sys.executable, "docs/update_readme.py", "--check"], cwd=ROOT, check=False
    )
    assert done.returncode == 0, "run: .venv/bin/python docs/update_readme.py"
