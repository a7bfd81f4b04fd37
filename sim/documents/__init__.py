"""Files that users write: reading, combining and checking them.

The bottom of the project: nothing here knows what a scenario is. A file
becomes a `Document` (plain data with positions), documents are combined by
`merge`, `load_chain` and `apply_overrides`, and `validate` turns one into a
pydantic model. Whatever is wrong becomes an `sim.errors.InputError` with file,
line and column.

- `source`: from a path to text: what may be read at all
- `reader`: read one file
- `remembered`: what was read of files that belong to the program, kept
- `tree`: from YAML text to plain data with positions
- `scalars`: single values, by YAML's core rules
- `notation`: numbers and dates as people write them
- `syntax`: YAML's own complaints in plain words
- `document`: what was read, and where each piece of it stands
- `merge`: lay one document over another
- `extends`: files that start from other files
- `overrides`: single values set on the command line
- `problems`: what is wrong with a document, each problem at its place
- `validation`: from a document to a model, or to all that is wrong with it
- `explaining`: from pydantic's errors to what is wrong: which is meant, and where it is mended
- `schema`: what a model allows at each place
- `json_schema`: the model's JSON Schema, with what pydantic leaves out of it
- `crossfield`: how validators say which of several fields is wrong
- `wording`: limits in plain English
- `nearest`: the name somebody probably meant
"""

from .crossfield import CrossFieldErrors, Misfit, fail
from .document import Document, Place, Plain, Position, dotted
from .extends import expand, load_chain
from .merge import ADDS, merge
from .nearest import called, did_you_mean, did_you_mean_one_of, nearest
from .overrides import apply_overrides
from .reader import read_document
from .remembered import read_own
from .validation import validate

__all__ = [
    "ADDS",
    "CrossFieldErrors",
    "Document",
    "Misfit",
    "Place",
    "Plain",
    "Position",
    "apply_overrides",
    "called",
    "did_you_mean",
    "did_you_mean_one_of",
    "dotted",
    "expand",
    "fail",
    "load_chain",
    "merge",
    "nearest",
    "read_document",
    "read_own",
    "validate",
]
