"""A process that keeps pandas out makes arrays without it."""

import subprocess
import sys


def test_an_array_is_made_without_pandas_where_it_is_kept_out() -> None:
    program = (
        "import sys; from peakend.scan.guests import keep_pandas_out; keep_pandas_out();"
        "import pyarrow; print(pyarrow.array(['a', None]).null_count, 'pandas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "1 False\n"
