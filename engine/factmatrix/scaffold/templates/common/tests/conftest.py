"""The fixture `position_kit`, with which the tests check the position."""

pytest_plugins = ["factmatrix.testing"]
