-- How every household stands: facts packed per block of households, marks for the blocks that changed, and who was
-- shown as needing the shop, so that it can be asked later what came of them.
--
-- Why: the list of who needs the shop now must stand at once in a shop of 300,000 households; a walk over touches,
-- cases, answers, ways and things takes many seconds. Marks are set by triggers, because these rows are written in a
-- dozen places and a forgotten one would show a wrong standing.
-- Cost: two empty tables, one partial index, an "insert or ignore" beside each of these writes; the blocks are packed
-- when somebody first looks, or before that in the background.

create table standing_blocks (
    block  integer primary key,                          -- household_id >> 10
    built  integer not null,                             -- grows with every block that is packed anew
    packed text    not null
);
create index standing_blocks_built on standing_blocks (built);

create table standing_marks (
    block integer primary key                            -- household_id >> 10: to be packed anew
);

-- One row for each time that somebody came onto the list; signs are those of that day.
create table needs_listed (
    id           integer primary key,
    household_id integer not null references households (id) on delete cascade,
    listed_on    text    not null,
    signs        text    not null                        -- comma list, the gravest first
);
create index needs_listed_household on needs_listed (household_id, listed_on);
create index needs_listed_day on needs_listed (listed_on);

create index follow_ups_lapsed on follow_ups (household_id, due_on) where state = 'lapsed';

create trigger standing_of_new_customers after insert on customers
begin
    insert or ignore into standing_marks (block) values (new.household_id >> 10);
end;

create trigger standing_of_changed_customers
    after update of household_id, state, suppressed, refused_channels, merged_into on customers
begin
    insert or ignore into standing_marks (block) values (new.household_id >> 10);
    insert or ignore into standing_marks (block) values (old.household_id >> 10);
end;

create trigger standing_of_fewer_customers after delete on customers
begin
    insert or ignore into standing_marks (block) values (old.household_id >> 10);
end;

create trigger standing_of_recounted_households
    after update of first_ordered_on, last_ordered_on, purchase_count, net_minor, merged_into on households
begin
    insert or ignore into standing_marks (block) values (new.id >> 10);
end;

create trigger standing_of_new_contacts after insert on contact_points
begin
    insert or ignore into standing_marks (block)
        select household_id >> 10 from customers where id = new.customer_id;
end;

create trigger standing_of_changed_contacts after update of customer_id, kind, state on contact_points
begin
    insert or ignore into standing_marks (block)
        select household_id >> 10 from customers where id in (new.customer_id, old.customer_id);
end;

create trigger standing_of_fewer_contacts after delete on contact_points
begin
    insert or ignore into standing_marks (block)
        select household_id >> 10 from customers where id = old.customer_id;
end;

create trigger standing_of_new_addresses after insert on addresses
begin
    insert or ignore into standing_marks (block) values (new.household_id >> 10);
end;

create trigger standing_of_changed_addresses after update on addresses
begin
    insert or ignore into standing_marks (block) values (new.household_id >> 10);
    insert or ignore into standing_marks (block) values (old.household_id >> 10);
end;

create trigger standing_of_fewer_addresses after delete on addresses
begin
    insert or ignore into standing_marks (block) values (old.household_id >> 10);
end;

create trigger standing_of_new_things after insert on owned_items
begin
    insert or ignore into standing_marks (block) values (new.household_id >> 10);
end;

create trigger standing_of_changed_things after update of household_id, state, delivered_on on owned_items
begin
    insert or ignore into standing_marks (block) values (new.household_id >> 10);
    insert or ignore into standing_marks (block) values (old.household_id >> 10);
end;

create trigger standing_of_fewer_things after delete on owned_items
begin
    insert or ignore into standing_marks (block) values (old.household_id >> 10);
end;

create trigger standing_of_new_touches after insert on touches
begin
    insert or ignore into standing_marks (block) values (new.household_id >> 10);
end;

create trigger standing_of_changed_touches after update on touches
begin
    insert or ignore into standing_marks (block) values (new.household_id >> 10);
    insert or ignore into standing_marks (block) values (old.household_id >> 10);
end;

create trigger standing_of_fewer_touches after delete on touches
begin
    insert or ignore into standing_marks (block) values (old.household_id >> 10);
end;

create trigger standing_of_new_cases after insert on cases
begin
    insert or ignore into standing_marks (block) values (new.household_id >> 10);
end;

create trigger standing_of_changed_cases after update on cases
begin
    insert or ignore into standing_marks (block) values (new.household_id >> 10);
    insert or ignore into standing_marks (block) values (old.household_id >> 10);
end;

create trigger standing_of_fewer_cases after delete on cases
begin
    insert or ignore into standing_marks (block) values (old.household_id >> 10);
end;

create trigger standing_of_new_voices after insert on voices
begin
    insert or ignore into standing_marks (block) values (new.household_id >> 10);
end;

create trigger standing_of_changed_voices after update on voices
begin
    insert or ignore into standing_marks (block) values (new.household_id >> 10);
    insert or ignore into standing_marks (block) values (old.household_id >> 10);
end;

create trigger standing_of_fewer_voices after delete on voices
begin
    insert or ignore into standing_marks (block) values (old.household_id >> 10);
end;

create trigger standing_of_lapsed_care after update of state, household_id on follow_ups
    when old.state = 'lapsed' or new.state = 'lapsed'
begin
    insert or ignore into standing_marks (block) values (new.household_id >> 10);
    insert or ignore into standing_marks (block) values (old.household_id >> 10);
end;
