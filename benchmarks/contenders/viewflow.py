"""django-viewflow: the same approval as a flow of human tasks."""

import django
from django.conf import settings
from sqlalchemy import make_url

TRIGGERS = ("submit", "recommend", "agree", "approve")


def configure(url: str) -> None:
    """Set Django up on the database at `url`."""
    parsed = make_url(url)
    settings.configure(
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": parsed.database,
                "USER": parsed.username,
                "PASSWORD": parsed.password,
                "HOST": parsed.host,
                "PORT": parsed.port,
                "CONN_MAX_AGE": None,
            }
        },
        INSTALLED_APPS=[
            "django.contrib.contenttypes",
            "django.contrib.auth",
            "viewflow",
            "viewflow.workflow",
            "benchmarks.viewflow_app",
        ],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
        SECRET_KEY="benchmark",
    )
    django.setup()


class Viewflow:
    name = "django-viewflow"

    def __init__(self, url: str) -> None:
        configure(url)
        from django.contrib.auth.models import Permission, User
        from django.contrib.contenttypes.models import ContentType
        from django.core.management import call_command

        call_command("migrate", run_syncdb=True, verbosity=0)
        kind = ContentType.objects.get_for_model(User)
        kind, _ = ContentType.objects.get_or_create(app_label="viewflow_app", model="approval")
        permission = Permission.objects.create(codename="approve", name="Approve", content_type=kind)
        user = User.objects.create(username="coordinator")
        user.user_permissions.add(permission)
        self.user_id = user.pk

    def approve_one(self, number: int) -> None:
        from benchmarks.viewflow_app.flows import ApprovalFlow

        process = ApprovalFlow.start.run()
        pk = getattr(process, "pk", None) or process.process.pk
        for trigger in TRIGGERS:
            self._fire(pk, trigger)

    def _fire(self, process_pk: int, trigger: str) -> None:
        from django.contrib.auth.models import User

        from benchmarks.viewflow_app.flows import ApprovalFlow
        from benchmarks.viewflow_app.models import History, OutboxMessage, Question

        node = getattr(ApprovalFlow, trigger)
        user = User.objects.get(pk=self.user_id)
        with ApprovalFlow.lock(process_pk):
            task = ApprovalFlow.task_class.objects.get(process_id=process_pk, flow_task=node)
            assert node.can_assign(user, task)
            activation = node.activation_class(task)
            activation.assign(user)
            assert node.can_execute(user, task)
            activation.start(None)
            assert not Question.objects.filter(process_id=process_pk, closed_at__isnull=True).exists()
            History.objects.create(process_id=process_pk, trigger=trigger, actor_id=user.pk)
            OutboxMessage.objects.create(
                topic="announce",
                payload={"process_id": process_pk, "notice": "told"},
                dedupe_key=f"announce:{process_pk}:{trigger}",
            )
            activation.execute()

    def close(self) -> None:
        from django.db import connections

        connections.close_all()
