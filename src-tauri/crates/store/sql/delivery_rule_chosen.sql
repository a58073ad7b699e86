-- Purchases that a rule is for, with the estimated day that stands there.
-- $1, $2 first and last day of the order or null, $3 family or null, $4 also estimated ones.
select purchases.id, purchases.household_id, deliveries.delivered_on as estimated_on
from purchases indexed by purchases_open
left join deliveries on deliveries.purchase_id = purchases.id
where
    purchases.delivery_open > 0
    and purchases.state = 'ok'
    and (purchases.delivery_open = 2 or $4 = 1)
    and ($1 is null or purchases.ordered_on >= $1)
    and ($2 is null or purchases.ordered_on <= $2)
    and (
        $3 is null
        or exists (
            select 1
            from purchase_lines
            join owned_items on owned_items.line_id = purchase_lines.id
            join care_classes on care_classes.id = owned_items.class_id
            where purchase_lines.purchase_id = purchases.id and care_classes.family = $3
        )
    )
order by purchases.id
