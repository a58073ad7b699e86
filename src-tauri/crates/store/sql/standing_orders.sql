-- Purchases that a file tells differently now ($1: JSON list of ids), line by line, with what became of them here.
-- A purchase that a person corrected since a file last changed its lines is theirs: `by_hand`.
select purchases.id, purchases.household_id, purchases.customer_id, purchases.gross_minor, purchases.refunded_minor, purchases.ordered_on,
    deliveries.delivered_on, deliveries.certainty,
    exists (select 1 from audit where audit.entity = 'purchase' and audit.entity_id = purchases.id
        and audit.action = 'purchase.edit' and audit.undone_at is null
        and audit.at > coalesce((select max(import_batches.committed_at) from import_changes
            join import_batches on import_batches.id = import_changes.batch_id
            where import_changes.table_name = 'purchases' and import_changes.row_id = purchases.id
                and import_changes.before like '%"gross_minor"%' and import_batches.state = 'committed'), 0)) as by_hand,
    purchase_lines.id as line_id, purchase_lines.position, coalesce(products.code, purchase_lines.name) as product,
    purchase_lines.name, purchase_lines.kind, purchase_lines.quantity, purchase_lines.amount_minor
from json_each($1) as wanted
join purchases on purchases.id = wanted.value
left join deliveries on deliveries.purchase_id = purchases.id
left join purchase_lines on purchase_lines.purchase_id = purchases.id
left join products on products.id = purchase_lines.product_id
order by purchases.id, purchase_lines.position
