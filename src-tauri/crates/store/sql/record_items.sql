-- The things of a household, what is there before what is gone, newest first. $1: household.
select
    owned_items.id,
    owned_items.customer_id,
    customers.state as customer_state,
    owned_items.name,
    care_classes.family,
    care_classes.material,
    care_classes.finish,
    owned_items.quantity,
    owned_items.room,
    owned_items.state,
    owned_items.delivered_on,
    owned_items.certainty,
    owned_items.care_from,
    owned_items.secret,
    owned_items.note,
    purchase_lines.purchase_id
from owned_items
join customers on customers.id = owned_items.customer_id
join care_classes on care_classes.id = owned_items.class_id
left join purchase_lines on purchase_lines.id = owned_items.line_id
where owned_items.household_id = $1
order by
    owned_items.state in ('given_away', 'disposed', 'returned', 'exchanged', 'cancelled'),
    coalesce(owned_items.delivered_on, '9999-12-31') desc,
    owned_items.id desc
