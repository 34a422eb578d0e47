from __future__ import annotations
import io, time
from datetime import datetime, date, timedelta
import pytest
from django.utils import timezone
from openpyxl import load_workbook
from dondoc.web.organisations.permissions import scope_of
from dondoc.web.plans.models import Assignment, Task, TaskState
from dondoc.web.plans.queries.task_query import TaskQuery
from dondoc.web.plans.actions.parts import begin_parts
from dondoc.web.tracking.queries.round_trip import editable_parts, difference
from dondoc.web.tracking.sheet_writing import write_sheet
from dondoc.web.tracking.actions.round_trip import keep_sheet, apply_sheet
from dondoc.web.tracking.sheet_columns import COLUMNS
from tests.builders import make_plan
from tests.people import make_town
PL={c.key:i for i,c in enumerate(COLUMNS,1)}
@pytest.mark.django_db
def test_measure_the_round_trip_of_many_rows():
    town=make_town(); plan=make_plan(town.department); now=timezone.now(); on=timezone.localdate()
    N=4000
    tasks=Task.objects.bulk_create([Task(plan=plan,text=f"Việc số {i} "+"chữ "*20,position=i,state=TaskState.ACTIVE,code=f"NV26-{i:05}",last_day=on+timedelta(60),deadline_kind="date",due_on=on+timedelta(60)) for i in range(N)])
    Assignment.objects.bulk_create([Assignment(task=t,role="lead",unit=town.planning,printed="x") for t in tasks]+[Assignment(task=t,role="overseeing",unit=town.department) for t in tasks])
    begin_parts(tasks,now=now)
    s=scope_of(town.minh,on=on)
    t=time.perf_counter(); f=editable_parts(TaskQuery(sort="ma"),s,on=on); a=time.perf_counter()-t
    t=time.perf_counter(); d=write_sheet(f.rows,user=town.minh,now=now); b=time.perf_counter()-t
    bk=load_workbook(io.BytesIO(d)); p=bk.worksheets[0]
    for r in range(2,N+2):
        p.cell(r,PL["percent"]).value=40; p.cell(r,PL["said"]).value="Đã làm xong một phần"
    h=io.BytesIO(); bk.save(h); d2=h.getvalue()
    t=time.perf_counter(); k=keep_sheet(d2,"x.xlsx",by=town.minh,now=now); c=time.perf_counter()-t
    t=time.perf_counter(); rows=difference(k.rows,s,on=on); e=time.perf_counter()-t
    print(f"select {a:.2f}s write {b:.2f}s ({len(d)>>10} KB) read+keep {c:.2f}s difference {e:.2f}s rows {len(rows)}")
    k.rows=k.rows[:200]; k.save()
    t=time.perf_counter(); apply_sheet(k,scope=s,now=now); g=time.perf_counter()-t
    print(f"apply 200: {g:.2f}s")
