"""The rules that read time expressions, by the name that is recorded with each time.

A rule gets the match of its pattern and the setting: the day of publication, the tense of the
governing verb, and the times found before in the paragraph. It returns a value in ISO 8601, or None
where the words do not fix a time. No figure is guessed: an expression that counts from the day of
publication has no value where that day is not known. The patterns stand in `words/times.yaml`.
"""

from kg.extract.times import days, periods
from kg.extract.times.setting import Rule

RULES: dict[str, Rule] = {
    "full-date": days.full_date,
    "numeric-date": days.numeric_date,
    "day-range": days.day_range,
    "month-day": days.month_day,
    "named-day": days.named_day,
    "day-of-month": days.day_of_month,
    "weekday": days.weekday,
    "day-word": days.day_word,
    "same-day": days.same_day,
    "month-year": periods.month_year,
    "month": periods.month,
    "quarter": periods.quarter,
    "season": periods.season,
    "period": periods.period,
    "same-period": periods.same_period,
    "ago": periods.ago,
    "ahead": periods.ahead,
    "later": periods.later,
    "span": periods.span,
    "decade": periods.decade,
    "year-range": periods.year_range,
    "year": periods.year,
}
