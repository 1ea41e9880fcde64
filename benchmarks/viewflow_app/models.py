"""The peer's outbox and guard tables, as a viewflow project would write them."""

from django.db import models


class Question(models.Model):
    process_id = models.BigIntegerField(db_index=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "viewflow_app"


class OutboxMessage(models.Model):
    topic = models.CharField(max_length=50)
    payload = models.JSONField()
    dedupe_key = models.CharField(max_length=200, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "viewflow_app"


class History(models.Model):
    """Append-only, as the job asks; viewflow's own Task rows are changed while a task goes on."""

    process_id = models.BigIntegerField()
    trigger = models.CharField(max_length=50)
    actor_id = models.BigIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "viewflow_app"
        unique_together = [("process_id", "trigger")]
