"""The tables of the window: what stands in them (no Qt), the model over it, the view that behaves like a sheet."""
