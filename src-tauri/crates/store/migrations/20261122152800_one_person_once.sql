-- One person once: who is to be compared with whom, what was found, what was answered, and who was joined with whom.
--
-- Why: the same person comes in from the till, the web shop and the ledger, written differently each time. Pairs
-- are found by keys that two people share, so that 300,000 need not be compared with 300,000; whoever is written
-- or brought in is marked by the triggers below, whatever wrote them, and looked at while nobody waits. Of two
-- people who are joined the second stays as an empty row that points at the first: the ledger of consents is
-- never rewritten, and taking it back gives each exactly what they had.
-- Cost: about 5 keys a person, 20 bytes each, and one mark for each person brought in until they were looked at.

alter table customers add column merged_into integer references customers (id);   -- null: stands for itself
alter table households add column merged_into integer references households (id); -- null: stands for itself
create index customers_merged on customers (merged_into) where merged_into is not null;
create index households_merged on households (merged_into) where merged_into is not null;

-- Who is to be looked at.
create table look_marks (
    customer_id integer primary key
);

-- Who was, and the keys that stand for them.
create table looked_people (
    customer_id integer primary key,
    keys        text    not null                      -- JSON list of numbers
);

create table match_keys (
    key         bigint  not null,                     -- 64-bit key of a telephone number, mail, dwelling, name in a town
    customer_id integer not null,
    primary key (key, customer_id)
) without rowid;

create table duplicate_pairs (
    one_id     integer not null,                      -- the smaller id
    other_id   integer not null,
    kind       text    not null check (kind in ('person', 'family')),
    score      integer not null check (score between 0 and 1000), -- probability of one person, in thousandths
    reasons    text    not null default '',           -- comma list
    state      text    not null default 'open' check (state in ('open', 'same', 'household', 'different')),
    decided_at integer,
    primary key (one_id, other_id)
) without rowid;
create index duplicate_pairs_open on duplicate_pairs (kind desc, score desc, one_id, other_id) where state = 'open';
create index duplicate_pairs_other on duplicate_pairs (other_id);

create table merges (
    id          integer primary key,
    token       integer,                              -- of the audit trail; takes it back
    kept_id     integer not null references customers (id),
    absorbed_id integer not null references customers (id),
    by_rule     integer not null check (by_rule in (0, 1)),
    score       integer not null check (score between 0 and 1000),
    moved       text    not null,                     -- JSON: what went from one to the other
    merged_at   integer not null,
    undone_at   integer
);
create index merges_standing on merges (id) where undone_at is null;

create trigger look_at_new_customers after insert on customers
begin
    insert or ignore into look_marks (customer_id) values (new.id);
end;
create trigger look_at_renamed_customers
    after update of kind, family_name, given_name, family_kana, given_kana, household_id, merged_into on customers
begin
    insert or ignore into look_marks (customer_id) values (new.id);
end;
create trigger look_no_more after delete on customers
begin
    delete from match_keys where customer_id = old.id
        and key in (select value from json_each((select keys from looked_people where customer_id = old.id)));
    delete from looked_people where customer_id = old.id;
    delete from look_marks where customer_id = old.id;
    delete from duplicate_pairs where one_id = old.id;
    delete from duplicate_pairs where other_id = old.id;
end;
create trigger look_at_new_contacts after insert on contact_points
begin
    insert or ignore into look_marks (customer_id) values (new.customer_id);
end;
create trigger look_at_changed_contacts after update of value_key, customer_id on contact_points
begin
    insert or ignore into look_marks (customer_id) values (new.customer_id);
    insert or ignore into look_marks (customer_id) values (old.customer_id);
end;
create trigger look_at_fewer_contacts after delete on contact_points
begin
    insert or ignore into look_marks (customer_id) values (old.customer_id);
end;
create trigger look_at_new_addresses after insert on addresses
begin
    insert or ignore into look_marks (customer_id) select id from customers where household_id = new.household_id;
end;
create trigger look_at_changed_addresses
    after update of postal_code, prefecture, city, street, building on addresses
begin
    insert or ignore into look_marks (customer_id) select id from customers where household_id = new.household_id;
end;

insert into look_marks (customer_id) select id from customers;
