-- In which line of its file stood what a batch made or changed, and who brought the file in.
--
-- Why: "each field says where it came from" is of use when the line can be looked up in the file.
-- Cost: of what a batch made, one text for each 1,024 rows of five tables: the steps from line to line, runs of equal
-- ones as one. A list with a person in each line takes a dozen bytes for a thousand people, an export of orders two
-- or three for each. Of what a batch changed, one number a row. Batches from before say no line.

create table import_lines (
    batch_id   integer not null references import_batches (id),
    table_name text    not null,
    first_id   integer not null,
    steps      text    not null,                      -- e.g. '2 1x40 3': line of the first row, then from each to the next
    primary key (batch_id, table_name, first_id)
) without rowid;

alter table import_changes add column line integer not null default 0;  -- 0: not known
alter table import_batches add column sheets text not null default '[]'; -- JSON: the sheets read, when they are several
