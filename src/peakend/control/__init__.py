"""Did it help? Control: charts with limits that know their n, times that are skewed, and effects with the test that fits."""
