"""Lets schemathesis ask the built server what its OpenAPI document says, and whatever that forbids.

Usage: test-openapi.py PROGRAM"""

import os
import subprocess
import sys
import tempfile

from serverprocess import Server

# Few enough to end in a minute; the same each time.
EXAMPLES, SEED = "40", "1"
# A body that is too large, or missing, may be anything. And what a schema can't say: bytes that are no file of texts are refused, whatever their type is; and
# a second training, or names without those in use, when it is asked for.
SETTINGS = """
[checks]
negative_data_rejection.expected-statuses = [400, 401, 403, 404, 406, 413, 415, 422]

[[operations]]
include-name = ["POST /v1/texts", "POST /v1/train", "PUT /v1/labels/names"]
checks.positive_data_acceptance.expected-statuses = ["2xx", 409, 422]
"""

with Server(sys.argv[1]) as server, tempfile.NamedTemporaryFile("w", suffix=".toml") as settings:
    settings.write(SETTINGS)
    settings.flush()
    server.upload("corpora/movie-reviews-en/pretrain.txt")
    server.upload("corpora/movie-reviews-en/train.tsv", "?labelled=true&name=train.tsv")
    schemathesis = os.path.join(os.path.dirname(sys.executable), "schemathesis")
    scratch = tempfile.TemporaryDirectory()  # its cache goes there, not into the checkout
    run = subprocess.run(
        [schemathesis, "--config-file", settings.name, "run",
         f"{server.address}/openapi.json", "--seed", SEED, "--max-examples", EXAMPLES,
         "--checks", "all", "--no-color",
         # The server asks for a token only when it was started with one.
         "--exclude-checks", "ignored_auth"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
        cwd=scratch.name)
    if run.returncode:
        print(run.stdout, file=sys.stderr)
        sys.exit(run.returncode)
    assert server.ask("GET", "/health").status == 200
print("test-openapi: schemathesis finds no fault", file=sys.stderr)
