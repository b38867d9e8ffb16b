"""Which way to authenticate a user means who gives a client nothing but a secret."""

from generator.model import FORGERY, Api, SecurityScheme


def secret_scheme(api: Api) -> SecurityScheme | None:
    """The scheme that a plain secret is for: the first that sends one in a header of its own. None
    where it is a bearer token: the docs name these, or no other.
    """
    if any(scheme.name == "bearer" for scheme in api.security):
        return None
    keys = (s for s in api.security if s.type == "apiKey" and s.name != FORGERY)
    return next(keys, None)
