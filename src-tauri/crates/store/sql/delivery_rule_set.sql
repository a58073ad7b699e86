-- The rule's day for each purchase. An estimated day gives way; the caller has chosen no other.
-- $1 purchases as a JSON list, $2 days after the order, $3 now.
insert into deliveries (purchase_id, delivered_on, certainty, origin, created_at, updated_at)
select purchases.id, date(purchases.ordered_on, '+' || $2 || ' days'), 'estimated', 'rule', $3, $3
from json_each($1) as chosen
join purchases on purchases.id = chosen.value
where true
on conflict (purchase_id) do update
    set delivered_on = excluded.delivered_on, origin = 'rule', updated_at = excluded.updated_at
    where deliveries.certainty = 'estimated'
