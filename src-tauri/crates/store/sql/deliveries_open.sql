-- A page of purchases whose delivery day is wanted, by the index of exactly these: not known (2) before
-- estimated (1), newest orders first. The place of the page is looked up by the last purchase of the one before.
-- $1: that purchase or null, $2: rows.
select
    purchases.id,
    purchases.customer_id,
    purchases.ordered_on,
    customers.family_name,
    customers.given_name,
    customers.kind,
    customers.honorific,
    deliveries.delivered_on as estimated_on
from purchases indexed by purchases_open
join customers on customers.id = purchases.customer_id
left join deliveries on deliveries.purchase_id = purchases.id
where
    purchases.delivery_open > 0
    and purchases.state = 'ok'
    and (
        $1 is null
        or (purchases.delivery_open, purchases.ordered_on, purchases.id)
        < (select last.delivery_open, last.ordered_on, last.id from purchases as last where last.id = $1)
    )
order by purchases.delivery_open desc, purchases.ordered_on desc, purchases.id desc
limit $2
