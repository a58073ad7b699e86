-- What certain people bought ($1: JSON list of customers) and what is left of each line. Walks the purchases of
-- these people only, by customer, line and refund: a return concerns a handful of people, the shop may have a
-- million purchases. A purchase of which only the amount is known has one row without a line.
select purchases.id, purchases.household_id, purchases.customer_id, purchases.ordered_on, purchases.source,
    purchases.external_id, purchases.gross_minor, purchases.gross_minor - purchases.refunded_minor as left_minor,
    purchases.state = 'ok' as stands, purchase_lines.position,
    coalesce(products.code, purchase_lines.name) as product, purchase_lines.name,
    -- A thing that was thrown away or given on can still be paid back; one that came back already cannot.
    coalesce((select sum(case when owned_items.state in ('returned', 'exchanged', 'cancelled') then 0
            else owned_items.quantity end)
        from owned_items where owned_items.line_id = purchase_lines.id), purchase_lines.quantity) as quantity,
    purchase_lines.amount_minor - coalesce((select sum(refunds.amount_minor) from refunds
        where refunds.purchase_id = purchases.id and refunds.line_id = purchase_lines.id), 0) as amount_minor
from json_each($1) as people
join purchases on purchases.customer_id = people.value
left join purchase_lines on purchase_lines.purchase_id = purchases.id and purchase_lines.kind = 'goods'
    and purchase_lines.quantity > 0 and purchase_lines.amount_minor >= 0
left join products on products.id = purchase_lines.product_id
order by purchases.ordered_on, purchases.id, purchase_lines.position
