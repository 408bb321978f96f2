"""An offline voice assistant that tells a MitID helper what is allowed, and when to look away."""

import os

__version__ = "0.1.0"

for _name in ("OPENBLAS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    # Read when NumPy is loaded. Its products here are so small that threads would only wait for
    # each other, and the longer the more the recogniser has to do beside them.
    os.environ.setdefault(_name, "1")
