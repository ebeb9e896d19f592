"""绩评本: puts the house together and opens the window, or carries out one command (``core.cli``)."""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from core import logs, paths

EXIT_TROUBLE = 2
PREVIEW_PAGES = "preview-pages"  # ``core.preview_apart.WORD``, which is not imported for it
WRITE_FILES = "write-files"  # ``core.publish_apart.WORD``


def main(arguments: Sequence[str]) -> int:
    """Do what ``arguments`` (without the program's name) ask for and return the exit code."""
    if list(arguments) == [PREVIEW_PAGES]:
        from core import preview_apart

        return preview_apart.serve()
    if list(arguments) == [WRITE_FILES]:
        from core import publish_apart

        return publish_apart.serve()
    logs.speak_safely()
    log_file = logs.start(paths.log_folder())
    logs.set_crash_net()
    if arguments and _is_command(arguments[0]):
        return _command_line(arguments, log_file)
    return _window(Path(arguments[0]) if arguments else None)


def _is_command(word: str) -> bool:
    """Tell a command (a mistyped one too) or an option from the path of a book."""
    from core import cli

    return word in cli.COMMANDS or word.startswith("-") or not (Path(word).suffix or Path(word).exists())


def _command_line(arguments: Sequence[str], log_file: Path | None) -> int:
    from core import cli

    try:
        return cli.run(arguments)
    except KeyboardInterrupt:
        return EXIT_TROUBLE
    except BrokenPipeError:  # who reads it has read enough; closing must not complain once more
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_TROUBLE
    except Exception:  # the crash net of the command line: one sentence instead of a traceback
        logging.getLogger(__name__).exception("not expected")
        sys.stderr.write(f"{logs.crash_sentence(log_file)}\n")
        return EXIT_TROUBLE


def _window(book: Path | None) -> int:
    gc.disable()  # nothing made while the window comes up is garbage; ``app.run`` takes the search up again
    from ui.unread import leave_sources_unread

    leave_sources_unread()
    from ui import app  # here, so that the command line works where Qt does not

    return app.run(book)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
