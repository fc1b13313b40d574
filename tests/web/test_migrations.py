"""Do the tables follow the models, on both databases, from nothing, by one step for each room?"""

import os
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = """
import django
django.setup()
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
call_command("migrate", verbosity=0)
call_command("migrate", verbosity=0)
executor = MigrationExecutor(connection)
waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
with connection.cursor() as cursor:
    there = set(connection.introspection.table_names(cursor))
    missing = [model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.db_table not in there]
    for model in apps.get_models():
        columns = {one.name for one in connection.introspection.get_table_description(cursor, model._meta.db_table)}
        missing += [f"{model._meta.db_table}.{one.column}" for one in model._meta.local_fields if one.column not in columns]
print(connection.vendor, waiting, missing)
"""


@pytest.mark.django_db
def test_nothing_in_the_models_waits_for_a_migration() -> None:
    told = StringIO()
    call_command("makemigrations", check_changes=True, dry_run=True, stdout=told)
    assert told.getvalue().strip() == "No changes detected"


def test_each_room_makes_its_tables_in_one_step() -> None:
    ours = [room.label for room in apps.get_app_configs() if room.name.startswith("peakend.")]
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    steps = {(room, name) for room, name in known if room in ours}
    assert steps == {(room, "0001_initial") for room in ours if list(apps.get_app_config(room).get_models())}
    assert len(steps) >= 5


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_an_empty_database_gets_every_table_and_a_second_time_changes_nothing(
    database: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    make: Callable[[str], str] = request.getfixturevalue("make_database") if database == "postgresql" else lambda _: ""
    words = {"PEAKEND_HOME": str(tmp_path), "PEAKEND_SECRET": "only for tests", "DJANGO_SETTINGS_MODULE": "peakend.web.settings"}
    words["PEAKEND_DATABASE"] = make("empty")
    told = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, env={**os.environ, **words}, capture_output=True, text=True, check=False
    )
    assert told.stdout.strip() == f"{database} [] []", told.stderr
