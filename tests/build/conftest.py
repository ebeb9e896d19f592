"""The modules of build/ as ``make.py`` sees them: side by side, not in a package."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path += [str(ROOT / "build"), str(Path(__file__).resolve().parent)]
