"""Speed and memory against the budgets of the design; each figure with its reference from the same run."""
