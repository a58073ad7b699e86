-- As recount_households.sql, for all households that have any purchase: the purchases are read once in the order
-- in which they lie, not household by household.
update households
set
    first_ordered_on = counted.first_ordered_on,
    last_ordered_on = counted.last_ordered_on,
    purchase_count = counted.purchase_count,
    net_minor = counted.net_minor
from
    (
        select
            household_id,
            min(ordered_on) filter (where state = 'ok' and qualifies = 1) as first_ordered_on,
            max(ordered_on) filter (where state = 'ok' and qualifies = 1) as last_ordered_on,
            count(*) filter (where state = 'ok' and qualifies = 1) as purchase_count,
            coalesce(sum(gross_minor - refunded_minor) filter (where state = 'ok'), 0) as net_minor
        from purchases not indexed
        group by household_id
    ) as counted
where households.id = counted.household_id
