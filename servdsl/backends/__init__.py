"""Ways to lay out a checked contract: each folder turns the model into `dict[path, text]` and touches no disk."""
