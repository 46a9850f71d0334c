"""Which relation holds between two aligned passages, and why."""
