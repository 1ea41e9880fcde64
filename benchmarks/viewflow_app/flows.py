"""The approval as a viewflow flow: four human tasks, each with a permission, locked by select for update."""

from viewflow import this
from viewflow.workflow import flow, lock
from viewflow.workflow.models import Process


class ApprovalFlow(flow.Flow):
    process_class = Process
    lock_impl = lock.select_for_update_lock

    start = flow.StartHandle().Next(this.submit)
    submit = flow.View(lambda request: None).Permission("viewflow_app.approve").Next(this.recommend)
    recommend = flow.View(lambda request: None).Permission("viewflow_app.approve").Next(this.agree)
    agree = flow.View(lambda request: None).Permission("viewflow_app.approve").Next(this.approve)
    approve = flow.View(lambda request: None).Permission("viewflow_app.approve").Next(this.end)
    end = flow.End()
