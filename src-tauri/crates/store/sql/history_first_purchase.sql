-- What the first qualifying purchase of each household was, packed per block of households:
-- household:family:material:channel:staff:heard:person,person,… Family and material are those of the dearest thing in it;
-- the persons are those of the household; heard is who told the first of them who was asked:
-- source.who told or 0.thanked.who was told, or empty.
-- $1: first household id, $2: one past the last.
select
    facts.block,
    group_concat(facts.line, ';') as lines
from (
    select
        households.id >> 7 as block,
        households.id || ':' || coalesce((
            select care_classes.family || ':' || care_classes.material
            from purchase_lines
            join owned_items on owned_items.line_id = purchase_lines.id
            join care_classes on care_classes.id = owned_items.class_id
            where purchase_lines.purchase_id = purchases.id
            order by purchase_lines.amount_minor desc, purchase_lines.id
            limit 1
        ), 'other:unknown') || ':' || purchases.channel || ':' || coalesce(purchases.staff_id, 0) || ':' || coalesce((
            select
                told.heard || '.' || coalesce(told.heard_from, 0) || '.' || (told.thanked_on is not null) || '.' || told.id
            from customers as told
            where told.household_id = households.id and told.heard <> '' and told.merged_into is null
            order by told.id
            limit 1
        ), '') || ':' || coalesce((
            select group_concat(customers.id) from customers where customers.household_id = households.id
        ), '') as line
    from households
    join purchases on purchases.id = (
        select first.id
        from purchases as first
        where first.household_id = households.id and first.qualifies = 1 and first.state = 'ok'
        order by first.ordered_on, first.id
        limit 1
    )
    where households.id >= $1 and households.id < $2
    order by households.id
) as facts
group by facts.block
order by facts.block
