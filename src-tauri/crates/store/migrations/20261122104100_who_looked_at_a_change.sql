-- The day on which a person looked at a change in the household (gate rule G13).
--
-- Why: after a move or a change in the family a person looks before the next courtesy goes out. Until now any contact
-- since then counted as a look, and that was forgotten with the window of contacts that the gate reads.
-- Cost: one empty column.

alter table households add column reviewed_on text;
