-- Products in the order of their names, a page at a time. Each of three words is looked for in up to four spellings,
-- anywhere in name and number; a spelling that is null finds nothing, a first one that is null asks for nothing. The
-- things of a product are counted along the index of products and states only.
-- $1 after this name, $2 and this id, $3 to $6, $7 to $10, $11 to $14 words, $15 rows.
select
    products.id,
    products.code,
    products.name,
    products.class_by,
    products.price_minor,
    products.maker,
    care_classes.family,
    care_classes.material,
    care_classes.finish,
    (
        select count(*) from owned_items
        where owned_items.product_id = products.id and owned_items.state in ('awaiting', 'in_use', 'stored')
    ) as things
from products
join care_classes on care_classes.id = products.class_id
where (products.name, products.id) > ($1, $2)
    and ($3 is null or products.name || ' ' || products.code like $3 escape '\' or products.name || ' ' || products.code like $4 escape '\'
        or products.name || ' ' || products.code like $5 escape '\' or products.name || ' ' || products.code like $6 escape '\')
    and ($7 is null or products.name || ' ' || products.code like $7 escape '\' or products.name || ' ' || products.code like $8 escape '\'
        or products.name || ' ' || products.code like $9 escape '\' or products.name || ' ' || products.code like $10 escape '\')
    and ($11 is null or products.name || ' ' || products.code like $11 escape '\' or products.name || ' ' || products.code like $12 escape '\'
        or products.name || ' ' || products.code like $13 escape '\' or products.name || ' ' || products.code like $14 escape '\')
order by products.name, products.id
limit $15
