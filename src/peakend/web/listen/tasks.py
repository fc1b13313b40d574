"""Which work is left to the worker? The steps of a file, by its number."""

from django_tasks import task

from peakend.web.listen import jobs


@task()
def look(pk: int) -> None:
    """Look at a file."""
    jobs.look_at_upload(pk)


@task()
def run_dry(pk: int) -> None:
    """Run an import dry."""
    jobs.try_upload(pk)


@task()
def import_answers(pk: int) -> None:
    """Import answers."""
    jobs.import_upload(pk)
