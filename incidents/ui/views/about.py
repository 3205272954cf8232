"""x."""


def render():
    pass
