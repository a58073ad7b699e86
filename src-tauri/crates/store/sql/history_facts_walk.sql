-- As history_facts.sql, for purchases in the order in which they lie, whosever they are: when nearly every block is
-- stale, one walk costs a fifth of looking every household's purchases up. $1: first id, $2: one past the last.
select group_concat(facts.line, ';') as lines
from (
    select
        purchases.household_id || ',' || purchases.customer_id || ',' || purchases.ordered_on || ','
            || coalesce(deliveries.delivered_on, '') || ',' || purchases.gross_minor || ','
            -- Asked only of the few purchases of which something was given back.
            || case when purchases.refunded_minor = 0 then '' else coalesce((
                select group_concat(refunds.refunded_on || '=' || refunds.amount_minor, ' ')
                from refunds where refunds.purchase_id = purchases.id
            ), '') end as line
    from purchases not indexed
    left join deliveries on deliveries.purchase_id = purchases.id and deliveries.certainty <> 'planned'
    where purchases.id >= $1 and purchases.id < $2 and purchases.qualifies = 1 and purchases.state = 'ok'
) as facts
