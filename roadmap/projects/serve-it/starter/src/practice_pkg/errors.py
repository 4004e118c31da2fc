"""The errors that mean "not now", complete. Milestone 1 turns each of them into a 503."""


class Unavailable(Exception):
    """Nothing is wrong with the request, but it cannot be answered now: try again later."""


class NotReady(Unavailable):
    """The model is still loading, or its loading failed."""


class Overloaded(Unavailable):
    """Too many requests wait already."""


class Closed(Unavailable):
    """The service is stopping."""
