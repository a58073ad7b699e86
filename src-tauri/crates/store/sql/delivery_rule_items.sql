-- The things of these purchases follow the rule's day, unless they are gone or somebody confirmed their own. The list
-- is made first and whole (materialized), and its cross joins keep the order of the walk: from the few purchases of
-- the rule to their things. Joined freely, the engine walked all things for each purchase: minutes for thousands.
-- $1 purchases as a JSON list, $2 days after the order, $3 today, $4 now.
with moved as materialized (
    select
        items.id,
        date(purchases.ordered_on, '+' || $2 || ' days') as delivered_on
    from json_each($1) as chosen
    cross join purchases on purchases.id = chosen.value
    cross join purchase_lines on purchase_lines.purchase_id = purchases.id
    cross join owned_items as items on items.line_id = purchase_lines.id
    where
        items.state in ('awaiting', 'in_use')
        and (items.certainty is null or items.certainty = 'estimated')
)
update owned_items
set
    delivered_on = moved.delivered_on,
    certainty = 'estimated',
    state = case when moved.delivered_on <= $3 then 'in_use' else 'awaiting' end,
    state_since = case when moved.delivered_on <= $3 then moved.delivered_on end,
    updated_at = $4
from moved
where owned_items.id = moved.id
returning owned_items.id
