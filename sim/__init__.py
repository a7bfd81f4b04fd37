"""thaw: a discrete-event simulator of the negotiations by which sanctions are lifted.

This module imports nothing, so that ``import sim`` and every command's start stay quick.
"""

__version__ = "0.1.0"
