-- How much is overdue on day $1, without reading it row by row. Machine-sent follow-ups take nobody's minutes.
select count(*) as overdue,
       min(due_on) as since,
       count(distinct household_id) as households,
       coalesce(sum(case when touch = 'tech' then 0 else minutes end), 0) as minutes,
       coalesce(sum(kind = 'safety'), 0) as safety
from follow_ups
where state = 'planned' and rank in (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14) and due_on < $1
