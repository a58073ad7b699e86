-- New follow-ups of one step that come due on one day. $12 is a JSON list of [item, occurrence, household,
-- customer]; everything else is the same for all of them. Planning twice meets the unique key and changes
-- nothing. "or fail" spares the copies of pages by which SQLite could take half a statement back: whoever fails
-- here rolls the whole transaction back.
insert or fail into follow_ups (plan_id, step_id, content_id, kind, touch, channel, due_on, planned_on, lapses_on, minutes,
    rank, created_at, updated_at, owned_item_id, occurrence, household_id, customer_id)
select $1, $2, $3, $4, $5, $6, $7, $7, $8, $9, $10, $11, $11, value ->> 0, value ->> 1, value ->> 2, value ->> 3
from json_each($12)
where true
on conflict do nothing
