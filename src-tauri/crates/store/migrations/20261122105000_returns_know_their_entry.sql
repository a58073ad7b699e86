-- A refund that came as an entry of its own in a file (a till's return receipt) knows that entry.
--
-- Why: such a receipt has a number but names no purchase. It is booked on the purchase that it can only be of,
-- and when the same file comes again it must not be booked twice.
-- Cost: none; the columns are empty for refunds by hand and for those that stand in the order's own rows.

alter table refunds add column source text not null default '';
alter table refunds add column external_id text not null default '';
