"""The command as the tests of commands run it."""

from tests.commands.conftest import nobody as nobody
from tests.commands.conftest import process as process
from tests.commands.conftest import run as run
from tests.plugins.conftest import install as install
from tests.plugins.conftest import site as site
