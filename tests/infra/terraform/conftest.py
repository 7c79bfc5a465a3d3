"""What `terraform test` tells, once for a whole test run."""

from __future__ import annotations

import pytest

from tests.infra.terraform.outcomes import ENVIRONMENTS, NoTerraformError, Outcome, outcome


@pytest.fixture(scope="session", params=ENVIRONMENTS)
def home(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """An environment, planned."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if hasattr(request.config, "workerinput") else own
    try:
        return outcome(request.param, shared)
    except NoTerraformError as error:
        pytest.skip(str(error))
