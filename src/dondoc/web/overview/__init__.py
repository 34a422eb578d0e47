"""Where things stand: the same parts as a list, a count, a chart and a workbook, by unit, plan, field and leader."""
