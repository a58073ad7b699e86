-- Whose things these are: what is asked of one person or one thing never walks the whole shop.
--
-- Why: moving somebody to another household, telling where the fields of a record come from, and taking back a
-- person or a purchase ask for everything that points at them. Foreign keys ask the same when a row is removed.
-- Cost: one entry a thing; of what is written by hand, a few bytes each. The key of a follow-up covers promises too
-- (null is never the same as null), so that all follow-ups of a thing are found by it.

create index owned_items_customer on owned_items (customer_id);

drop index follow_ups_key;
create unique index follow_ups_key on follow_ups (owned_item_id, step_id, occurrence, plan_id);

create index touches_item on touches (owned_item_id) where owned_item_id is not null;
create index touches_customer on touches (customer_id);
create index cases_customer on cases (customer_id);
create index cases_item on cases (owned_item_id) where owned_item_id is not null;
create index notes_customer on notes (customer_id) where customer_id is not null;
create index notes_item on notes (owned_item_id) where owned_item_id is not null;
create index merges_kept on merges (kept_id);
create index merges_absorbed on merges (absorbed_id);
