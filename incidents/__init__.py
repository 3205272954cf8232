"""Reports of attacks on people, turned into incident records that can be counted and defended."""

__version__ = "0.1.0"
