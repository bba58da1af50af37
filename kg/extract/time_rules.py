"""The rules that read time expressions, by the name that is recorded with each time.

A rule gets the match of its pattern and the setting: the day of publication, the tense of the
governing verb, and the times found before in the paragraph. It returns a value in ISO 8601, or None
where the words do not fix a time. No figure is guessed: an expression that counts from the day of
publication has no value where that day is not known. The patterns stand in `words/times.yaml`.
"""

from kg.extract import time_days, time_periods
from kg.extract.time_setting import Rule

RULES: dict[str, Rule] = {
    "full-date": time_days.full_date,
    "numeric-date": time_days.numeric_date,
    "day-range": time_days.day_range,
    "month-day": time_days.month_day,
    "named-day": time_days.named_day,
    "day-of-month": time_days.day_of_month,
    "weekday": time_days.weekday,
    "day-word": time_days.day_word,
    "same-day": time_days.same_day,
    "month-year": time_periods.month_year,
    "month": time_periods.month,
    "quarter": time_periods.quarter,
    "season": time_periods.season,
    "period": time_periods.period,
    "same-period": time_periods.same_period,
    "ago": time_periods.ago,
    "ahead": time_periods.ahead,
    "later": time_periods.later,
    "span": time_periods.span,
    "decade": time_periods.decade,
    "year-range": time_periods.year_range,
    "year": time_periods.year,
}
