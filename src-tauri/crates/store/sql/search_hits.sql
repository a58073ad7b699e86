-- People as lists show them: asked only for the rows that are shown.
-- $1: customer ids as a JSON list.
select
    customers.id,
    customers.household_id,
    customers.kind,
    customers.family_name,
    customers.given_name,
    customers.family_kana,
    customers.given_kana,
    customers.honorific,
    customers.state,
    households.last_ordered_on,
    (
        select contact_points.value_key
        from contact_points
        where contact_points.customer_id = customers.id and contact_points.kind in ('phone', 'mobile')
        order by contact_points.state = 'dead', contact_points.id
        limit 1
    ) as phone,
    (
        select addresses.prefecture || addresses.city
        from addresses
        where addresses.household_id = customers.household_id
        order by addresses.kind = 'former', addresses.kind = 'delivery', addresses.id
        limit 1
    ) as town
from json_each($1) as wanted
join customers on customers.id = wanted.value
join households on households.id = customers.household_id
order by customers.id
