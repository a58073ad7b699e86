-- The purchases of a household, newest first. $1 household, $2 rows.
select
    purchases.id,
    purchases.customer_id,
    purchases.ordered_on,
    purchases.gross_minor,
    purchases.refunded_minor,
    purchases.state,
    purchases.channel,
    purchases.note,
    purchases.source,
    purchases.external_id,
    coalesce(staff.name, '') as staff,
    deliveries.delivered_on,
    deliveries.certainty
from purchases
left join staff on staff.id = purchases.staff_id
left join deliveries on deliveries.purchase_id = purchases.id
where purchases.household_id = $1
order by purchases.ordered_on desc, purchases.id desc
limit $2
