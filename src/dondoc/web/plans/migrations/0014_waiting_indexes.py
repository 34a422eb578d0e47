from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0004_import_job"),
        ("plans", "0013_what_waits"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="assignment",
            name="assignment_moved",
        ),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(
                condition=models.Q(("moved_at__isnull", False), ("task_active", True)), fields=["moved_at"], name="assignment_moved"
            ),
        ),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(
                condition=models.Q(("moved_at__isnull", True), ("task_active", True)), fields=["given_at"], name="assignment_untouched"
            ),
        ),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(condition=models.Q(("person__isnull", False)), fields=["person", "work"], name="assignment_person"),
        ),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(condition=models.Q(("of__isnull", False)), fields=["of", "work"], name="assignment_share"),
        ),
    ]
