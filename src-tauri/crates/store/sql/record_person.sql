-- A person with the household and how far planning got. $1: customer.
select
    customers.household_id,
    customers.kind,
    customers.family_name,
    customers.given_name,
    customers.family_kana,
    customers.given_kana,
    customers.honorific,
    customers.state,
    customers.state_since,
    customers.suppressed,
    customers.mall_limited,
    customers.service_only,
    customers.preferred_channel,
    customers.refused_channels,
    households.name as household_name,
    households.touch,
    households.spread,
    households.moved_on,
    households.family_change_on,
    households.mourning_year,
    households.reviewed_on,
    households.first_ordered_on,
    households.last_ordered_on,
    households.purchase_count,
    households.net_minor,
    (select one.id from customers as one where one.household_id = customers.household_id and one.merged_into is null
        order by one.is_primary desc, one.id limit 1) as lead,
    shop.planned_through
from customers
join households on households.id = customers.household_id
left join shop on shop.id = 1
where customers.id = $1
