-- The qualifying purchases of some blocks of households as one text a block, because a row costs more to
-- hand over than the purchase in it. A line: household,customer,ordered,delivered or empty,amount,
-- day=refund day=refund …;
-- $1: first household id, $2: one past the last.
select
    facts.block,
    group_concat(facts.line, ';') as lines
from (
    select
        purchases.household_id >> 7 as block,
        purchases.household_id || ',' || purchases.customer_id || ',' || purchases.ordered_on || ','
            || coalesce(deliveries.delivered_on, '') || ',' || purchases.gross_minor || ','
            -- Asked only of the few purchases of which something was given back.
            || case when purchases.refunded_minor = 0 then '' else coalesce((
                select group_concat(refunds.refunded_on || '=' || refunds.amount_minor, ' ')
                from refunds where refunds.purchase_id = purchases.id
            ), '') end as line
    from purchases
    left join deliveries on deliveries.purchase_id = purchases.id and deliveries.certainty <> 'planned'
    where purchases.household_id >= $1 and purchases.household_id < $2
        and purchases.qualifies = 1 and purchases.state = 'ok'
    order by purchases.household_id, purchases.ordered_on
) as facts
group by facts.block
order by facts.block
