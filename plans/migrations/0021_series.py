import django.db.models.deletion
import django.db.models.expressions
import plans.validators
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def give_first_series(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Every plan so far is of its municipality's first series."""
    plan_model, series_model = apps.get_model("plans", "Plan"), apps.get_model("plans", "Series")
    for municipality in plan_model.objects.order_by().values_list("municipality", flat=True).distinct():
        called = {"name": "Beskæftigelsesplaner", "word": "Beskæftigelsesplan"}
        first = series_model.objects.create(municipality_id=municipality, slug="", **called)
        plan_model.objects.filter(municipality=municipality).update(series=first)


class Migration(migrations.Migration):
    dependencies = [("plans", "0020_account_events")]

    operations = [
        migrations.CreateModel(
            name="Series",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="In the plural, as a heading over its plans.", max_length=80, verbose_name="name"
                    ),
                ),
                (
                    "word",
                    models.CharField(
                        help_text="What one of them is called, e.g. Handleplan.",
                        max_length=60,
                        verbose_name="word for its kind",
                    ),
                ),
                (
                    "rhythm",
                    models.CharField(
                        blank=True,
                        help_text="How often there is a new one, e.g. hvert fjerde år.",
                        max_length=60,
                        verbose_name="rhythm",
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        blank=True,
                        help_text="Part of its plans' public addresses. Empty for the municipality's first series. Cannot change once one of its plans is published.",
                        max_length=40,
                        validators=[plans.validators.not_an_address_of_a_municipality],
                        verbose_name="address",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="series",
                        to="plans.municipality",
                        verbose_name="municipality",
                    ),
                ),
            ],
            options={
                "verbose_name": "series",
                "verbose_name_plural": "series of plans",
                "ordering": ["municipality", "slug"],
            },
        ),
        migrations.AddConstraint(
            model_name="series",
            constraint=models.UniqueConstraint(fields=("municipality", "slug"), name="series_slug_is_unique"),
        ),
        migrations.AddField(
            model_name="plan",
            name="series",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="plans", to="plans.series"
            ),
        ),
        migrations.RunPython(give_first_series, migrations.RunPython.noop, elidable=False),
    ]
