-- The things of these purchases go back to the day before the rule, where the rule's day still stands. The list is
-- made first and whole, as in delivery_rule_items.
-- $1 JSON list of [purchase, day before or null], $2 the rule's days, $3 today, $4 now.
with back as materialized (
    select
        items.id,
        chosen.value ->> 1 as old
    from json_each($1) as chosen
    cross join purchases on purchases.id = chosen.value ->> 0
    cross join purchase_lines on purchase_lines.purchase_id = purchases.id
    cross join owned_items as items on items.line_id = purchase_lines.id
    where
        items.state in ('awaiting', 'in_use')
        and items.certainty = 'estimated'
        and items.delivered_on = date(purchases.ordered_on, '+' || $2 || ' days')
)
update owned_items
set
    delivered_on = back.old,
    certainty = case when back.old is null then null else 'estimated' end,
    state = case when back.old is not null and back.old <= $3 then 'in_use' else 'awaiting' end,
    state_since = case when back.old is not null and back.old <= $3 then back.old end,
    updated_at = $4
from back
where owned_items.id = back.id
returning owned_items.id, owned_items.household_id, owned_items.delivered_on
