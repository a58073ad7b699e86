-- Purchases whose mark "delivery day wanted" is not what their things say: goods that are still the household's,
-- and no delivery day, or an estimated one.
select count(*)
from purchases
left join deliveries on deliveries.purchase_id = purchases.id
where
    purchases.delivery_open <> (
        (deliveries.id is null or deliveries.certainty = 'estimated')
        and exists (
            select 1
            from purchase_lines
            where purchase_lines.purchase_id = purchases.id and purchase_lines.kind = 'goods'
        )
    )
