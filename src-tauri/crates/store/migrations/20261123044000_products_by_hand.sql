-- Products are changed by hand, and what hangs on them is found.
--
-- Why: a change of what a product is moves the care of every thing of it, and a list of products that is taken back must
-- know who points at each of them. What somebody kept against a list is remembered, as it is for people.
-- Cost: about 12 bytes a thing and 12 bytes a line of a purchase.
create index owned_items_product on owned_items (product_id, state) where product_id is not null;
create index purchase_lines_product on purchase_lines (product_id) where product_id is not null;
create table import_kept_products (
    product_id integer not null,                      -- may be gone since: then it says nothing
    field      text    not null,
    told       bigint  not null,                      -- key of what the list said
    batch_id   integer not null references import_batches (id),
    primary key (product_id, field, told)
) without rowid;
create index import_kept_products_batch on import_kept_products (batch_id);
