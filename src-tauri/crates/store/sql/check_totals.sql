-- Households whose kept totals are not those of their purchases. One walk over purchases, grouped.
select count(*)
from households
left join
    (
        select
            household_id,
            min(ordered_on) filter (where qualifies = 1) as first_ordered_on,
            max(ordered_on) filter (where qualifies = 1) as last_ordered_on,
            count(*) filter (where qualifies = 1) as purchase_count,
            sum(gross_minor - refunded_minor) as net_minor
        from purchases
        where state = 'ok'
        group by household_id
    ) as counted
    on counted.household_id = households.id
where
    households.first_ordered_on is not counted.first_ordered_on
    or households.last_ordered_on is not counted.last_ordered_on
    or households.purchase_count <> coalesce(counted.purchase_count, 0)
    or households.net_minor <> coalesce(counted.net_minor, 0)
