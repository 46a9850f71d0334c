"""What was computed once and need not be again: wrappers around what computes, over one file."""
