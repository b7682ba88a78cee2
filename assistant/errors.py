"""The error tree of the assistant, rooted in ``knowledge.errors.YoujuError``.

::

    YoujuError
    ├── LibraryError …           the sample library (``knowledge/errors.py``)
    ├── InputError               what the user gave cannot be worked with
    ├── WorkspaceError           a stored report cannot be read or written
    ├── ExportError              a document cannot be written
    └── ModelError               the chat model could not be used
        ├── NotConfigured        no endpoint, or no model name
        ├── Unreachable          nothing answers at the address
        ├── Unauthorised         the key is refused (401, 403)
        ├── UnknownModel         the endpoint does not know the model (404)
        ├── RateLimited          too many requests, or no balance (429, 402)
        ├── ServerFault          the endpoint failed (5xx)
        ├── TimedOut             no answer in time
        ├── BrokenStream         the answer broke off
        └── BadAnswer            the answer is not what was asked for

Vendor errors are translated at the edge (``assistant/models``); no traceback and no key reaches a user.
"""

from __future__ import annotations

from knowledge.errors import LibraryError, YoujuError

__all__ = [
    "BadAnswer",
    "BrokenStream",
    "ExportError",
    "InputError",
    "LibraryError",
    "ModelError",
    "NotConfigured",
    "RateLimited",
    "ServerFault",
    "TimedOut",
    "Unauthorised",
    "UnknownModel",
    "Unreachable",
    "WorkspaceError",
    "YoujuError",
]


class InputError(YoujuError):
    """What the user gave cannot be worked with."""


class WorkspaceError(YoujuError):
    """A stored report cannot be read or written."""


class ExportError(YoujuError):
    """A document cannot be written."""


class ModelError(YoujuError):
    """The chat model could not be used; ``partial`` holds what had arrived."""

    def __init__(self, message: str, *, partial: str = "") -> None:
        super().__init__(message)
        self.partial = partial


class NotConfigured(ModelError):
    """No endpoint or model name is set."""


class Unreachable(ModelError):
    """Nothing answers at the address."""


class Unauthorised(ModelError):
    """The key is refused."""


class UnknownModel(ModelError):
    """The endpoint does not know the model."""


class RateLimited(ModelError):
    """Too many requests, or no balance left."""


class ServerFault(ModelError):
    """The endpoint itself failed."""


class TimedOut(ModelError):
    """No answer in time."""


class BrokenStream(ModelError):
    """The answer broke off before its end."""


class BadAnswer(ModelError):
    """The answer is not of the form asked for."""
