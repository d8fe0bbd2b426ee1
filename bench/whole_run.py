"""A whole run in a process of its own: records in, Parquet tables out, through the engine that users run.

    python -m bench.whole_run RECORDS.jsonl WORKERS

Prints one line of JSON: abstracts, claims, bytes of text, wall and CPU seconds of the run (imports not counted, loading
and compiling the rules is), of its workers too, and the peak memory of the largest process in bytes.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from pathlib import Path

from extract.run import RunOptions, run


def main() -> None:
    records, workers = Path(sys.argv[1]), int(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        wall, cpu = time.perf_counter(), _cpu()
        report = run([records], Path(folder), RunOptions(workers=workers, force=True))
        wall, cpu = time.perf_counter() - wall, _cpu() - cpu
    counts = report["counts"]
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(
        json.dumps(
            {
                "abstracts": counts["papers"],
                "claims": counts["claims"],
                "bytes": records.stat().st_size,
                "wall": wall,
                "cpu": cpu,
                "peak": peak * (1 if sys.platform == "darwin" else 1024),
                "timings": report["timings"],
            }
        )
    )


def _cpu() -> float:
    """Seconds of this process and of the children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    main()
