"""The root of the one error tree, and the part of it that belongs to the sample library.

::

    YoujuError
    ├── LibraryError
    │   ├── FileError            a file that cannot be taken in
    │   │   ├── UnreadableFile   missing, empty, damaged, wrong type
    │   │   └── FileTooLarge     over a limit on size or content
    │   ├── UnknownKind          no report kind of that name
    │   ├── LibraryBusy          another process holds the library
    │   ├── EmbeddingError       the embedding endpoint failed
    │   └── RerankError          the reranking endpoint failed
    └── (see ``assistant/errors.py`` for the rest)

Every message is one plain Chinese sentence or two: what failed, the value, what to do next.
"""

from __future__ import annotations


class YoujuError(Exception):
    """Anything the user is told about; ``str(error)`` is the sentence to show."""


class LibraryError(YoujuError):
    """The sample library could not do what was asked."""


class FileError(LibraryError):
    """A file cannot be taken in."""


class UnreadableFile(FileError):
    """A file is missing, empty, damaged or of a type we cannot read."""


class FileTooLarge(FileError):
    """A file goes over a limit on size or on what it unpacks to."""


class UnknownKind(LibraryError):
    """There is no report kind of that slug or name."""


class LibraryBusy(LibraryError):
    """Another process holds the library's folder."""


class EmbeddingError(LibraryError):
    """The configured embedding endpoint failed."""


class RerankError(LibraryError):
    """The configured reranking endpoint failed or gave an answer that cannot be right."""
