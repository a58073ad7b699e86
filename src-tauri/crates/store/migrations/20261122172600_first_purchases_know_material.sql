-- First purchases know the material of their dearest thing.
--
-- Why: whether leather or oiled wood brings people back is a question of the owner's.
-- Cost: every block of first purchases is built once more, when somebody next asks by group.

update first_blocks set stale = 1;
