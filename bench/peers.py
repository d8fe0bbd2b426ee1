"""One tool over one corpus, in an environment of its own; nothing of the project is imported here.

    python peers.py TOOL TEXTS.json

TOOL is `quantulum3`, `spacy` (the bare blank English tokeniser) or `re2` (one alternation of number words, the floor
of any reading). TEXTS is a JSON list of abstracts. Prints one line of JSON: abstracts, and seconds of CPU time that
reading them took, the start-up not counted.
"""

# mypy: ignore-errors
import json
import sys
import time
from importlib.metadata import version

WORDS = "two|three|four|five|six|seven|eight|nine|ten|hundred|thousand|million|billion|times|twice|half|percent"


def quantulum3():
    from quantulum3 import parser

    return parser.parse


def spacy():
    import spacy

    return spacy.blank("en").tokenizer


def re2():
    import re2

    pattern = re2.compile(rf"(?i)\d|\b(?:{WORDS})\b")
    return lambda text: list(pattern.finditer(text))


TOOLS = {"quantulum3": (quantulum3, "quantulum3"), "spacy": (spacy, "spacy"), "re2": (re2, "google-re2")}


def main() -> None:
    tool, path = sys.argv[1:]
    make, package = TOOLS[tool]
    with open(path, encoding="utf-8") as file:
        texts = json.load(file)
    read = make()
    read(texts[0])
    began = time.process_time()
    for text in texts:
        read(text)
    seconds = time.process_time() - began
    print(json.dumps({"abstracts": len(texts), "cpu": seconds, "version": version(package)}))


if __name__ == "__main__":
    main()
