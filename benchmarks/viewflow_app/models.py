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
