"""The error tree of the assistant, rooted in ``knowledge.errors.YoujuError``.

::

    YoujuError
    ├── LibraryError …           the sample library (``knowledge/errors.py``)
    ├── InputError               what the user gave cannot be worked with
    ├── WorkspaceError           a stored report cannot be read or written
    ├── ExportError              a document cannot be written
    └── ModelError               the chat model could not be used
        ├── ModelGone            no later section can have it either: the rest of a draft does without
        │   ├── NotConfigured    no endpoint, or no model name
        │   ├── Unreachable      nothing answers at the address
        │   ├── NotAModel        what answers there is no model: a web page, another address
        │   ├── Unauthorised     the key is refused (401, 403)
        │   ├── UnknownModel     the endpoint does not know the model (404)
        │   ├── RateLimited      too many requests, or no balance (429, 402)
        │   ├── ServerFault      the endpoint failed (5xx)
        │   ├── TimedOut         no answer in time
        │   ├── BudgetSpent      the user's own limit on a draft is reached
        │   └── Stopped          the user has stopped it
        └── AnswerFault          this one answer cannot be used; the next may be good
            ├── BrokenStream     it broke off, and going on did not help
            ├── Filtered         the provider's content filter stopped it
            └── BadAnswer        it is not what was asked for

Vendor errors are translated at the edge (``assistant/models``); no traceback and no key reaches a user.
"""

from __future__ import annotations

from knowledge.errors import LibraryError, YoujuError

__all__ = [
    "AnswerFault",
    "BadAnswer",
    "BrokenStream",
    "BudgetSpent",
    "ExportError",
    "Filtered",
    "InputError",
    "LibraryError",
    "ModelError",
    "ModelGone",
    "NotAModel",
    "NotConfigured",
    "RateLimited",
    "ServerFault",
    "Stopped",
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
    """The chat model could not be used; ``partial`` holds what had arrived and may be kept."""

    def __init__(self, message: str, *, partial: str = "") -> None:
        super().__init__(message)
        self.partial = partial


class ModelGone(ModelError):
    """The model is not to be had, for this section and those after it."""


class NotConfigured(ModelGone):
    """No endpoint or model name is set."""


class Unreachable(ModelGone):
    """Nothing answers at the address."""


class NotAModel(ModelGone):
    """What answers at the address is no chat model."""


class Unauthorised(ModelGone):
    """The key is refused."""


class UnknownModel(ModelGone):
    """The endpoint does not know the model."""


class RateLimited(ModelGone):
    """Too many requests, or no balance left."""


class ServerFault(ModelGone):
    """The endpoint itself failed."""


class TimedOut(ModelGone):
    """No answer in time."""


class BudgetSpent(ModelGone):
    """The limit that the user set on a draft is reached."""


class Stopped(ModelGone):
    """The user has stopped the model."""


class AnswerFault(ModelError):
    """One answer cannot be used; the next section may be asked for all the same."""


class BrokenStream(AnswerFault):
    """The answer broke off before its end, and asking for the rest did not help."""


class Filtered(AnswerFault):
    """The provider's content filter stopped the answer."""


class BadAnswer(AnswerFault):
    """The answer is not of the form asked for."""
