-- The things of one purchase go back to the day before the rule, where the rule's day still stands.
-- $1 purchase, $2 the rule's days, $3 the day before or null, $4 today, $5 now.
update owned_items
set
    delivered_on = $3,
    certainty = case when $3 is null then null else 'estimated' end,
    state = case when $3 is not null and $3 <= $4 then 'in_use' else 'awaiting' end,
    state_since = case when $3 is not null and $3 <= $4 then $3 end,
    updated_at = $5
where
    owned_items.line_id in (select id from purchase_lines where purchase_id = $1)
    and owned_items.state in ('awaiting', 'in_use')
    and owned_items.certainty = 'estimated'
    and owned_items.delivered_on = (
        select date(purchases.ordered_on, '+' || $2 || ' days')
        from purchases
        where purchases.id = $1
    )
returning owned_items.id, owned_items.household_id
