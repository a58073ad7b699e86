-- What decides the order of people who were found; two look-ups each, because up to two hundred are asked.
-- $1: customer ids as a JSON list.
select
    customers.id,
    customers.family_name,
    customers.given_name,
    customers.family_kana,
    customers.given_kana,
    households.last_ordered_on
from json_each($1) as wanted
join customers on customers.id = wanted.value
join households on households.id = customers.household_id
where customers.state <> 'erased'
order by customers.id
