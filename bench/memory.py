"""Peak memory of reading and identity on a file in the shape of arXiv's snapshot, two gigabytes by default.

    python bench/memory.py [BYTES]

prints one line of JSON: records, papers, seconds and the peak of the reading process in megabytes.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TWO_GIGABYTES = 2 * 10**9
SEED = 20240607
WORDS = """
    we show that the proposed method converges at a rate of under mild conditions and improves accuracy on several
    benchmarks while using fewer parameters memory steps tokens samples than prior work for large sparse models
    graphs kernels gradients operators estimates bounds lattices spectra fields
""".split()  # noqa: SIM905 - a list of them is no easier to read
NUMBERS = ("3.5\\times", "40\\%", "$O(1/\\sqrt{T})$", "12 GPUs", "87.3", "$\\epsilon^{-2}$", "2B")


def write_snapshot(path: Path, size: int = TWO_GIGABYTES, *, seed: int = SEED) -> int:
    """Writes JSON Lines of about `size` bytes, abstracts of some 1,100 characters; gives the number of records."""
    draw = random.Random(seed)
    lines = [" ".join((*draw.choices(WORDS, k=11), draw.choice(NUMBERS))) for _ in range(5000)]
    written = count = 0
    with path.open("w", encoding="utf-8") as file:
        while written < size:
            written += file.write(json.dumps(_record(count, draw, lines)) + "\n")
            count += 1
    return count


def _record(number: int, draw: random.Random, lines: list[str]) -> dict[str, object]:
    month, rest = divmod(number, 20_000)
    authors = [[draw.choice(WORDS).title(), draw.choice("ABCDEFG") + ".", ""] for _ in range(draw.randint(1, 6))]
    return {
        "id": f"{15 + month // 12:02d}{month % 12 + 1:02d}.{rest:05d}",
        "submitter": authors[0][0],
        "authors": ", ".join(f"{given} {name}" for name, given, _ in authors),
        "title": f"{draw.choice(lines).title()}\n  {number}",
        "comments": None,
        "journal-ref": None,
        "doi": f"10.1000/{number}" if number % 3 == 0 else None,
        "report-no": None,
        "categories": "cs.LG math.OC",
        "license": None,
        "abstract": "  " + "\n".join(draw.choices(lines, k=14)) + "\n",
        "versions": [{"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"}],
        "update_date": "2008-11-26",
        "authors_parsed": authors,
    }


def measure(path: Path) -> dict[str, float]:
    """Reads `path` twice, as a run does, in a process of its own, and gives what that process says of itself."""
    done = subprocess.run([sys.executable, __file__, "--read", path], check=True, capture_output=True, text=True)
    return {name: float(value) for name, value in json.loads(done.stdout).items()}


def _read(path: Path) -> dict[str, float]:
    from extract import identity
    from extract.models import Paper
    from extract.readers import find, read

    start = time.perf_counter()
    sources = find([path])
    decisions = identity.decide(read(sources))
    decided = time.perf_counter()
    papers = sum(isinstance(item, Paper) for item in decisions.apply(read(sources)))
    return {
        "records": len(decisions),
        "papers": papers,
        "identity_seconds": round(decided - start, 1),
        "second_pass_seconds": round(time.perf_counter() - decided, 1),
        "peak_megabytes": round(_peak_kilobytes() / 1000),
    }


def _peak_kilobytes() -> int:
    """The peak resident memory of this process. `getrusage` counts what its parent held before it was started too."""
    status = Path("/proc/self/status")
    if status.exists():
        fields = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        return int(fields["VmHWM"].split()[0])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["--read"]:
        print(json.dumps(_read(Path(arguments[1]))))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "arxiv-metadata-oai-snapshot.json"
        write_snapshot(path, int(float(arguments[0])) if arguments else TWO_GIGABYTES)
        print(json.dumps(measure(path)))


if __name__ == "__main__":
    main(sys.argv[1:])
