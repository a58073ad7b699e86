-- The totals of a few households from their purchases. They are kept on the household because the record,
-- the search and the list of customers show them for hundreds of rows at once.
-- $1: household ids as a JSON list.
update households
set
    first_ordered_on = counted.first_ordered_on,
    last_ordered_on = counted.last_ordered_on,
    purchase_count = counted.purchase_count,
    net_minor = counted.net_minor
from
    (
        select
            wanted.value as household_id,
            min(purchases.ordered_on) filter (where purchases.qualifies = 1) as first_ordered_on,
            max(purchases.ordered_on) filter (where purchases.qualifies = 1) as last_ordered_on,
            count(*) filter (where purchases.qualifies = 1) as purchase_count,
            coalesce(sum(purchases.gross_minor - purchases.refunded_minor), 0) as net_minor
        from json_each($1) as wanted
        -- Cancelled and returned purchases are none.
        left join purchases on purchases.household_id = wanted.value and purchases.state = 'ok'
        group by wanted.value
    ) as counted
where households.id = counted.household_id
