-- A folder that the shop's till or web shop exports into: what is new there is offered, never read in by itself.
--
-- Why: an export that nobody brings in helps nobody. What was said no to is remembered by what the file holds, so that
-- a copy under another name is not offered again. What a file was found to be is kept by name, size and time, so that
-- a large one is not read at every start.
-- Cost: one column and a row for each file of that folder.

alter table shop add column watch_folder text not null default '';

create table watched_files (
    name     text    primary key,                     -- in the folder, never a path
    size     integer not null,
    modified integer not null,                        -- ms UTC, as the system tells it
    hash     text    not null,                        -- SHA-256, hex
    kind     text    not null,
    system   text    not null,
    rows     integer not null
) without rowid;

create table declined_files (
    hash        text    primary key,
    declined_at integer not null
) without rowid;
