-- Products by the beginning of code or name. Two ranges of two indexes, a handful of rows from each.
-- $1 from, $2 until, $3 rows.
select
    products.id,
    products.code,
    products.name,
    products.price_minor,
    care_classes.family,
    care_classes.material,
    care_classes.finish
from
    (
        select id from (select id from products where code >= $1 and code < $2 order by code, id limit $3)
        union
        select id from (select id from products where name >= $1 and name < $2 order by name, id limit $3)
    ) as found
join products on products.id = found.id
join care_classes on care_classes.id = products.class_id
order by products.name, products.id
limit $3
