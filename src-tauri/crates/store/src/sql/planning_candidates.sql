-- Items that may have something due, as one text: "class item household customer spread delivered care_from;…".
--
-- $1 is a JSON list of [class, first delivery day, last delivery day]. The day's planning asks for tens of
-- thousands of items; one packed text costs a tenth of as many rows. Every column comes from the index
-- owned_items_due, so no row is decrypted. $2 and $3 hold it to a range of item ids (an import).
with asked as (
    select value ->> 0 as class_id, value ->> 1 as first_day, value ->> 2 as last_day from json_each($1)
)
select group_concat(
    i.class_id || ' ' || i.id || ' ' || i.household_id || ' ' || i.customer_id || ' ' || i.spread || ' '
        || i.delivered_on || ' ' || coalesce(i.care_from, ''),
    ';'
) as packed
from asked as a
cross join owned_items as i indexed by owned_items_due
where i.state = 'in_use'
  and i.class_id = a.class_id
  and i.delivered_on between a.first_day and a.last_day
  and i.id between $2 and $3
