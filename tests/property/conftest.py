"""Let the tests of laws share their strategies."""

from __future__ import annotations

import sys
from pathlib import Path

from hypothesis import settings

# The tests are run with --import-mode=importlib, which leaves this folder out.
sys.path.insert(0, str(Path(__file__).parent))

# No law here is about time, and the machine may be busy with other tests.
settings.register_profile("laws", deadline=None)
settings.load_profile("laws")
