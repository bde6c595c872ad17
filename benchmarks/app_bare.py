"""The least app that Textual allows: header, label, footer."""

from textual.app import App, ComposeResult
from textual.widgets import Footer, Header, Label


class Bare(App[None]):
    """What start-up of the app is held against."""

    def compose(self) -> ComposeResult:
        yield Header()
        yield Label("everything is here")
        yield Footer()


if __name__ == "__main__":
    Bare().run()
