-- Everybody who could get paper, household by household, with what the gate must know of them. The erased have no name
-- left and are not among them; the dead are, so that they are counted as left out.
-- $1: only households that bought on this day or later; null: all.
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
    customers.suppressed,
    customers.mall_limited,
    customers.service_only,
    customers.preferred_channel,
    customers.refused_channels,
    households.moved_on,
    households.family_change_on,
    households.reviewed_on,
    households.mourning_year,
    addresses.postal_code,
    addresses.prefecture,
    addresses.city,
    addresses.street,
    addresses.building,
    addresses.state as address_state
from households
join customers on customers.household_id = households.id and customers.state <> 'erased'
left join addresses on addresses.id = (
    select reached.id
    from addresses as reached
    where reached.household_id = households.id and reached.kind <> 'former'
    -- As the gate sees it: any door that is still theirs will do, their home first.
    order by reached.state = 'returned', reached.kind = 'delivery', reached.id
    limit 1
)
where $1 is null or households.last_ordered_on >= $1
order by households.id, customers.is_primary desc, customers.id
