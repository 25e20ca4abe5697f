#!/usr/bin/env python3
"""Records where TeX breaks paragraphs: `./record.py`, with `tex` in the path.

The words are boxes of given widths, the spaces glue, so that no font is asked. Writes
paragraphs.csv and breaks.csv beside itself, the same in every run.
"""
import pathlib
import random
import re
import subprocess
import tempfile

HERE = pathlib.Path(__file__).parent
PT = 65536
SPACE, STRETCH, SHRINK = 3 * PT, 3 * PT // 2, PT
MEASURES = [230, 280, 330, 390, 460]
TOLERANCE = 5000

PREAMBLE = rf"""
\batchmode \maxdeadcycles=100 \showboxdepth=9 \showboxbreadth=10000 \tracingparagraphs=1
\pretolerance=-1 \tolerance={TOLERANCE} \parindent=0pt \hfuzz=\maxdimen \hbadness=10000
\linepenalty=10 \adjdemerits=10000 \doublehyphendemerits=10000 \finalhyphendemerits=5000
\def\w#1 {{\hbox to#1sp{{}}\hskip{SPACE}sp plus{STRETCH}sp minus{SHRINK}sp\relax}}
\def\l#1 {{\hbox to#1sp{{}}}}
"""


def paragraphs():
    chance = random.Random(1940)
    for _ in range(200):
        count = chance.randint(20, 140)
        # Widths as words of a text have them: many short, few long.
        yield [
            int(PT * min(50, max(4, chance.lognormvariate(2.8, 0.5)))) for _ in range(count)
        ]


def case(number, measure, widths):
    words = "".join(f"\\w{width} " for width in widths[:-1]) + f"\\l{widths[-1]} "
    return (
        f"\\message{{CASE {number} {measure}}}\\setbox0=\\vbox{{\\hsize={measure * PT}sp "
        f"\\noindent\n{words}\\par}}\\showbox0\n"
    )


def main():
    texts = list(paragraphs())
    cases = [(n, m) for n in range(len(texts)) for m in MEASURES]
    with tempfile.TemporaryDirectory() as folder:
        source = "".join(case(n, m, texts[n]) for n, m in cases)
        pathlib.Path(folder, "cases.tex").write_text(PREAMBLE + source + "\\end\n")
        subprocess.run(["tex", "cases.tex"], cwd=folder, stdout=subprocess.DEVNULL)
        log = pathlib.Path(folder, "cases.log").read_text(errors="replace")
    rows = []
    for block in log.split("CASE ")[1:]:
        number, measure = map(int, re.match(r"(\d+) (\d+)", block).groups())
        # A line beyond the tolerance, taken for want of another.
        if "d=*" in block:
            continue
        ends, words = [], 0
        for line in re.split(r"\n\.\\hbox", block.split("> \\box0=")[1])[1:]:
            words += len(re.findall(r"\n\.\.\\hbox", line))
            ends.append(words)
        assert words == len(texts[number]), (number, measure, words)
        rows.append(f"{number},{measure},{' '.join(map(str, ends))}\n")
    lines = (f"{' '.join(map(str, widths))}\n" for widths in texts)
    HERE.joinpath("paragraphs.csv").write_text("widths\n" + "".join(lines))
    HERE.joinpath("breaks.csv").write_text("paragraph,measure,ends\n" + "".join(rows))
    print(f"{len(rows)} of {len(cases)}")


main()
