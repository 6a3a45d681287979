"""The same answers from the exported data, in another language."""

import json
import shutil
import subprocess
from pathlib import Path

import mkdocs.contrib.search
import pytest
from mkdocs_postmortems.core.corpus import build_corpus
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.similar import Finder
from mkdocs_postmortems.core.similar.export import as_data, as_script
from mkdocs_postmortems.core.view import view
from mkdocs_postmortems.files import load_taxonomy, read_sources

HERE = Path(__file__).parent
SAMPLE = HERE.parents[2] / "postmortems"
SCRIPT = HERE.parents[2] / "plugins/mkdocs_postmortems/templates/assets/postmortems/similar.js"
LUNR = Path(mkdocs.contrib.search.__file__).parent / "templates/search/lunr.js"
RUN = """
const { data, texts } = JSON.parse(require("fs").readFileSync(0));
const { rank } = require(process.argv[1])(data, require(process.argv[2]));
console.log(JSON.stringify(texts.map((text) => rank(text).slice(0, 10).map(([path, score]) => [path, score]))));
"""
TEXTS = (
    "x509: certificate has expired or is not yet valid: current time 2024-08-13T02:00:04Z is after 2024-08-13",
    "KafkaConsumerLagHigh on kafka-broker-7, consumers keep rebalancing",
    "retry storms delay everything; we try to deploy the gateways' config again and again, failures keep multiplying",
    "10.0.3.7:5432 ECONNREFUSED /healthz 503 5xx INC-2023-004 OOMKilled café 接続エラー 😀 don't",
    "customers saw somebody else's order, privacy",
    "",
)


@pytest.mark.skipif(not shutil.which("node"), reason="needs node")
def test_a_browser_ranks_as_the_command_line_does():
    """The same paths with the same scores, from the stemmer of lunr.js."""
    documents = [parse(source).postmortem for source in read_sources(SAMPLE).sources]
    taxonomy, _ = load_taxonomy(SAMPLE / "taxonomy.yml", "taxonomy.yml")
    finder = Finder(view(build_corpus(documents, taxonomy)[0]))
    texts = [*TEXTS, *(document.body for document in finder.collection.documents)]
    done = subprocess.run(
        ["node", "-e", RUN, str(SCRIPT), str(LUNR)],
        input=json.dumps({"data": as_data(finder), "texts": texts}),
        capture_output=True,
        text=True,
        check=True,
    )

    for text, found in zip(texts, json.loads(done.stdout), strict=True):
        expected = [[match.document.path, match.score] for match in finder.like_text(text)]
        assert found == expected, text[:80]


@pytest.mark.skipif(not shutil.which("node"), reason="needs node")
def test_any_data_comes_through_a_script():
    """Whatever is in it: quotes of both sorts, an end of a script, ends of lines."""
    data = {"a": ['it\'s "so" \\ \\\\ </script>', "\n\r\u2028\u2029\0", "café 😀"]}
    script = f"const window = {{}}\n{as_script('x', data)}console.log(JSON.stringify(window.x))"
    done = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True)

    assert json.loads(done.stdout) == data
    assert "</" not in as_script("x", data)
