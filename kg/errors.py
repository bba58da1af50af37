"""What can go wrong, told apart by what the program should do next.

Each message is one sentence for the user that names what and where. Shells map each class once,
to an exit code and an HTTP status.
"""


class KgError(Exception):
    """Root of all errors that are meant for the user: stop, and show the message."""


class SkipArticle(KgError):
    """One input cannot be built; the others can."""


class NotFound(KgError):
    """No source, claim, actor or query of that name."""


class StoreMissing(NotFound):
    """There is no store where one is looked for."""


class BadRequest(KgError):
    """The user's query or parameter is not well formed."""


class StoreBusy(KgError):
    """Another process is writing to the store."""


class StoreBroken(KgError):
    """The store cannot be opened or read."""


class Invalid(KgError):
    """Data break a shape, or evidence does not match the text."""


class TimedOut(KgError):
    """A query ran longer than its limit and was stopped."""


class OutOfMemory(TimedOut):
    """A query needed more memory than its limit and was stopped."""


class TooLarge(KgError):
    """An answer grew over its limit, and was stopped."""


class Unavailable(KgError):
    """An optional part (a model, Java) is missing; the message says how to get it."""


class RemoteFailed(KgError):
    """Another server that is needed for the answer gives none, or none that can be used."""


class StoreFailed(RemoteFailed):
    """The server that has the store gives no answer, or none that can be used."""


class RemoteTooSlow(RemoteFailed):
    """Another server has not answered in time."""
