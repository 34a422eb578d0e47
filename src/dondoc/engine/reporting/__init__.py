"""From duties and tasks to a period's report: periods and last days, figures tables, the frozen snapshot and its drafted passages."""
