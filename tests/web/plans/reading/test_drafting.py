"""What a reading becomes: the rows of a draft, tied to the registry, with questions where a person must look."""

from __future__ import annotations

import time
import pytest
from datetime import date
from dondoc.engine.extraction import extract
from dondoc.engine.sources import read
from dondoc.engine.writing.plan_values import dump_plan
from dondoc.engine.writing.source_values import dump_source
from dondoc.web.plans.actions.drafting import draft_plan, Read
from dondoc.web.plans.models import *
from tests.people import Town
from tests.corpus import CORPUS
from collections import Counter

def test_x_y_z_a(town: Town) -> None:
    for name in ("thanh-hoa-ubnd-2022","hung-yen-snn-2024"):
        data = (CORPUS / f"{name}.txt").read_bytes()
        for i in range(3):
            a=time.perf_counter()
            source = read(data, "x.txt"); plan=extract(source)
            doc = Document.objects.create(unit=town.department, sha256=f"{name}{i}", name="x", size=1, uploaded_by=town.lan)
            r = Reading.objects.create(document=doc, engine="x", source=dump_source(source), plan=dump_plan(plan))
            b=time.perf_counter()
            p = draft_plan(r, by=town.lan, on=date(2026,1,1), values=Read.of(source, plan))
            print(name, b-a, time.perf_counter()-b)
        print(p, Counter(q.code for q in p.questions.filter(asks=True)), Counter(q.code for q in p.questions.filter(asks=False)))
        print(Counter(x.match for x in Assignment.objects.filter(task__plan=p)))
        print(p.tasks.count(), p.tasks.filter(questions__asks=True).distinct().count())
        for q in p.questions.filter(asks=True)[:15]: print(q.vi, '|', q.en)
    assert 0
