"""The page put together: template, style, scripts, data blocks, and the policy that allows these scripts and no others.

Nothing of a paper is ever part of the markup: titles and abstracts travel as compressed JSON, and
the scripts write them as text nodes.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jinja2
import pyarrow as pa
import pyarrow.compute as pc
from markupsafe import Markup

from extract.paths import rules_dir
from extract.report.blocks import PAPERS_A_BLOCK, abstract_blocks, claim_columns, packed, paper_columns
from extract.report.charts import charts
from extract.report.rules import rule_notes
from extract.ruleset import digest
from extract.store import atomic_text
from extract.tables import CLAIM_TYPES, CLAIMS, read_table
from extract.tables.reading import read_run

SCRIPTS = (
    "dom.js",
    "store.js",
    "state.js",
    "filters.js",
    "detail.js",
    "abstracts.js",
    "table.js",
    "charts.js",
    "main.js",
)


def write_report(out: Path, target: Path) -> None:
    """Writes the page of an output folder. Raises `extract.tables.TablesError` where it holds no finished run."""
    run = read_run(out)
    html = report_html(read_table(out, "papers", run=run), read_table(out, "claims", run=run), run["versions"])
    atomic_text(target, html)


def report_html(papers: pa.Table, claims: pa.Table, versions: dict[str, Any]) -> str:
    """The page as one HTML document; the same tables give the same page.

    `versions` is that part of run.json: tool, schema and rules_digest.
    """
    script, style = _joined(*SCRIPTS), _joined("style.css")
    vega = vega_bundle()
    first = {
        "meta": packed(_meta(claims, versions)),
        "claims": packed(claim_columns(claims, papers)),
        "papers": packed(paper_columns(papers)),
    }
    later = {f"abstracts-{number}": packed(block) for number, block in enumerate(abstract_blocks(papers))}
    later |= {"charts": packed(charts(papers, claims)), "vega": packed(vega)}
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    return environment.from_string(_joined("page.html")).render(
        policy=_policy([script, vega], style),
        script=Markup(script),
        style=Markup(style),
        first=first,
        later=later,
        n_papers=papers.num_rows,
        n_claims=claims.num_rows,
        n_empty=pc.sum(pc.equal(papers["n_claims"], 0)).as_py() or 0,
        versions=versions,
        claim_types=CLAIM_TYPES,
    )


def _meta(claims: pa.Table, versions: dict[str, Any]) -> dict[str, Any]:
    ids = claims["rule_id"].unique().to_pylist()
    same_rules = versions["rules_digest"] == digest([rules_dir()])
    return {
        "papersABlock": PAPERS_A_BLOCK,
        "types": CLAIM_TYPES,
        "columns": {field.name: field.metadata[b"description"].decode() for field in CLAIMS},
        "rules": rule_notes(rules_dir(), ids) if same_rules else {},
    }


def _policy(scripts: list[str], style: str) -> str:
    hashes = " ".join(f"'sha256-{_sha256(script)}'" for script in scripts)
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'sha256-{_sha256(style)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf8")).digest()).decode("ascii")


@cache
def vega_bundle() -> str:
    """Vega, Vega-Lite, vega-embed and the expression interpreter as one classic script."""
    import vl_convert

    bundle: str = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
    return f"(() => {{{bundle}}})();"


def _joined(*names: str) -> str:
    folder = files("extract.report")
    texts = [folder.joinpath(name).read_text(encoding="utf8") for name in names]
    if names[0].endswith(".js"):
        return "(() => {\n'use strict';\n" + "\n".join(texts) + "})();"
    return "".join(texts)
