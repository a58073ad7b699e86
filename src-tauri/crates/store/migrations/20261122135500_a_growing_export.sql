-- What the same export may not do when it comes again and again.
--
-- Why: (1) a person compared what they typed with what a file says and kept their own: the next file with the same
-- words does not ask again. (2) Somebody who was erased is never brought back by a file. Of them only keyed hashes are
-- left, which tell nothing by themselves and are compared with those of a row.
-- Cost: a row for each answer and a few for each erased person.

create table import_kept (
    customer_id integer not null,                     -- may be gone since: then it says nothing
    field       text    not null,
    told        bigint  not null,                     -- key of what the file said
    batch_id    integer not null references import_batches (id),
    primary key (customer_id, field, told)
) without rowid;
create index import_kept_batch on import_kept (batch_id);

create table import_erased (
    mark      bigint  primary key,                    -- 64 bits of SHA-256 over the store's own number and the evidence
    erased_at integer not null
) without rowid;
