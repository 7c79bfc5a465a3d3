"""What `docs/how-to/webhooks.md` tells is true: its table, its shell, and the workflow for n8n beside it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from time import time

import pytest

from dropcut.domain.signing import secret_of, signed, verify
from dropcut.domain.webhooks import WebhookMessage
from tests.unit.engine.webhooks.receiver import receiving

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to"
PAGE = (HOW_TO / "webhooks.md").read_text()
WORKFLOW = json.loads((HOW_TO / "n8n-dropcut.json").read_text())
SECRET = secret_of(b"a key of thirty-two random bytes")
RUN = """
const told = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const $input = { first: () => ({ json: { headers: told.headers } }) };
const own = { helpers: { getBinaryDataBuffer: async () => Buffer.from(told.body, 'base64') } };
const Asynchronous = (async () => {}).constructor;
new Asynchronous('$input', 'require', told.code).call(own, $input, require).then((out) => console.log(JSON.stringify(out)));
"""


def test_the_table_tells_every_field_of_the_message() -> None:
    table = PAGE.split("## The message")[1].split("\n\n")[2]
    said = {name for row in table.splitlines()[2:] for name in re.findall(r"`(\w+)`", row.split("|")[1])}
    assert said == {field.alias or name for name, field in WebhookMessage.model_fields.items()}


@pytest.mark.skipif(not all(map(shutil.which, ("bash", "curl", "openssl"))), reason="needs bash, curl and openssl")
def test_the_recipe_sends_what_dropcut_sends() -> None:
    (recipe,) = (block for block in re.findall(r"```bash\n(.*?)```", PAGE, flags=re.DOTALL) if "openssl" in block)
    with receiving() as receiver:
        environment = {"SECRET": SECRET, "URL": receiver.url, "PATH": "/usr/local/bin:/usr/bin:/bin"}
        subprocess.run(["bash", "-eu"], input=recipe, env=environment, text=True, check=True, timeout=60)
    (got,) = receiver.got
    message = WebhookMessage.load(got.body)
    assert verify(SECRET, got.headers, got.body, int(time())) == message.id
    assert json.loads(message.dumped()) == json.loads(got.body)


def test_the_workflow_leads_from_node_to_node() -> None:
    nodes = {node["name"] for node in WORKFLOW["nodes"]}
    ends = [end["node"] for start in WORKFLOW["connections"].values() for way in start["main"] for end in way]
    assert set(WORKFLOW["connections"]) | set(ends) == nodes
    assert len({node["id"] for node in WORKFLOW["nodes"]}) == len(nodes)


@pytest.mark.skipif(not shutil.which("node"), reason="needs node")
@pytest.mark.parametrize(("change", "ok"), [("nothing", True), ("body", False), ("secret", False), ("time", False)])
def test_the_workflow_lets_in_what_is_ours_and_nothing_else(change: str, ok: bool) -> None:  # noqa: FBT001 - what is expected
    body = b'{"type":"job.done"}'
    headers = signed(SECRET, "msg_1", int(time()) - (3_600 if change == "time" else 0), body)
    (code,) = (node["parameters"]["jsCode"] for node in WORKFLOW["nodes"] if node["name"] == "Is it ours?")
    secret = secret_of(bytes(32)) if change == "secret" else SECRET
    told = {
        "code": code.replace("whsec_...", secret),
        "headers": headers,
        "body": "eyJ0eXBlIjoiam9iLmRvbmUifQ==" if change != "body" else "e30=",
    }
    done = subprocess.run(["node", "-e", RUN], input=json.dumps(told), capture_output=True, text=True, check=True, timeout=60)
    (item,) = json.loads(done.stdout)
    assert item["json"]["ok"] is ok
    assert (item["json"]["message"] is not None) is ok
