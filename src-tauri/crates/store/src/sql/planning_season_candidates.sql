-- As planning_candidates.sql, for steps with a season: $1 is a JSON list of [class, part of the spread, first
-- delivery day, last delivery day]. One part of the spread is a twenty-eighth of the items, so the index
-- owned_items_season reads that much less than owned_items_due would.
with asked as (
    select value ->> 0 as class_id, value ->> 1 as spread, value ->> 2 as first_day, value ->> 3 as last_day
    from json_each($1)
)
select group_concat(
    i.class_id || ' ' || i.id || ' ' || i.household_id || ' ' || i.customer_id || ' ' || i.spread || ' '
        || i.delivered_on || ' ' || coalesce(i.care_from, ''),
    ';'
) as packed
from asked as a
cross join owned_items as i indexed by owned_items_season
where i.state = 'in_use'
  and i.class_id = a.class_id
  and i.spread = a.spread
  and i.delivered_on between a.first_day and a.last_day
  and i.id between $2 and $3
