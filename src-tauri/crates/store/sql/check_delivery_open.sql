-- Purchases whose mark "delivery day wanted" is not what stands about their delivery.
select count(*)
from purchases
left join deliveries on deliveries.purchase_id = purchases.id
where
    purchases.delivery_open <> case
        when
            not exists (
                select 1
                from purchase_lines
                where purchase_lines.purchase_id = purchases.id and purchase_lines.kind = 'goods'
            )
            then 0
        when deliveries.id is null then 2
        when deliveries.certainty = 'estimated' then 1
        else 0
    end
