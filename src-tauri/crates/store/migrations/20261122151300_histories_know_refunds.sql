-- Packed histories know what was given back for a purchase, so that a household's worth is net.
--
-- Why: 年間取引額 is counted less refunds, and the histories held what was paid.
-- Cost: every block is built once more, when somebody next looks at the numbers.

update history_blocks set stale = 1;
