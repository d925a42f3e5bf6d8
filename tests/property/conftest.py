"""Let the tests of laws share their strategies."""

from __future__ import annotations

import sys
from pathlib import Path

from hypothesis import HealthCheck, settings

# The tests are run with --import-mode=importlib, which leaves this folder out.
sys.path.insert(0, str(Path(__file__).parent))

# A law is about what holds, not how fast: machines are busy.
settings.register_profile(
    "laws", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
settings.load_profile("laws")
