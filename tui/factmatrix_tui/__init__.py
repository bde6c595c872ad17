"""The terminal app of factmatrix: edit a brand's profile and watch the advice change."""
