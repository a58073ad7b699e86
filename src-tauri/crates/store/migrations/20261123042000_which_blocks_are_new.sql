-- Blocks of 128 households instead of 1,024, and which of them were built since somebody last looked: a reader that
-- keeps what it made of the others reads only those.
--
-- Why: after one more purchase the purchases of 1,024 households were read from all over the file, and every chart
-- unpacked the histories of all households, 20 MB of them, because it could not tell which had changed.
-- Cost: an index of four numbers a block. `built` and `stale` are never asked of the row, where they lie behind or
-- beside all that is packed. Everything is packed once more, in the background.

delete from history_blocks;
delete from first_blocks;

alter table history_blocks add column built integer not null default 0;
create index history_blocks_built on history_blocks (unit_anchor, built, stale);

alter table first_blocks add column built integer not null default 0;
create index first_blocks_built on first_blocks (built, stale);

-- Who can no longer come back is asked with every curve. Without these each of them and everybody who lives with them
-- was fetched from all over the table of customers.
create index customers_gone on customers (household_id, id, state, state_since)
    where state in ('deceased', 'moved_away') and merged_into is null;
create index customers_here on customers (household_id) where state = 'active' and merged_into is null;
