-- Who told somebody about the shop, as said or as a file has it, and whether the one who told was thanked.
--
-- Why: nobody can see what recommendations bring without a place to write them down. One answer for each person;
-- first purchases carry it, so that numbers need no walk over the people.
-- Cost: six empty columns; every block of first purchases is built once more, when somebody next asks.

-- Empty: nobody asked.
alter table customers add column heard text not null default ''
    check (heard in ('', 'person', 'sign', 'web', 'social', 'passing', 'paper', 'event', 'other', 'unknown'));
-- A list may name somebody who stands further down in it.
alter table customers add column heard_from integer references customers (id) on delete set null deferrable initially deferred;
alter table customers add column heard_by text check (heard_by in ('said', 'assumed', 'code'));
-- The name as a file has it, and its key as in customers.match_key.
alter table customers add column heard_words text not null default '';
alter table customers add column heard_key bigint;
-- The one who told was thanked for this one.
alter table customers add column thanked_on text;
create index customers_heard_from on customers (heard_from) where heard_from is not null;
create index customers_heard_open on customers (heard_key) where heard_key is not null and heard_from is null;

update first_blocks set stale = 1;
