"""A book on the disk: the file it lies in (``file``) and what is read from and written to it (``store``)."""

from core.store.store import KEPT_STEPS, Export, Store

__all__ = ["KEPT_STEPS", "Export", "Store"]
