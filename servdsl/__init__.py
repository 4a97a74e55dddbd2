"""servdsl: service and support contracts as software."""
