"""Let the tests here find the modules beside them."""

from __future__ import annotations

import sys
from pathlib import Path

# The tests are run with --import-mode=importlib, which leaves this folder out.
sys.path.insert(0, str(Path(__file__).parent))
