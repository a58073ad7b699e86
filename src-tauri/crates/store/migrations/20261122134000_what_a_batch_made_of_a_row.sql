-- What a batch made of a row that was there, beside what the row was before.
--
-- Why: a batch that is taken back must not put a row back over what a person, or a later batch, has made of it since.
-- With both values a column goes back only where it still says what the batch wrote; a later batch then remembers the
-- older value as what it found.
-- Cost: the changed rows of a batch are kept twice as wide. Batches from before have no such value and go back as they
-- did: whole.

alter table import_changes add column after text not null default '';
create index import_changes_row on import_changes (table_name, row_id, id);
