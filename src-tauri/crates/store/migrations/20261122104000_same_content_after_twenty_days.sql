-- The same content may come again after 20 days (gate rule G3).
--
-- Why: the first schema said 180, the gate and its page said 20, and no screen showed the number. With 180 a monthly
-- step (soaping a table) or a half-yearly one that was done late would be refused by our own gate. Nobody could have
-- chosen 180 so far; it stands in every store because it was the default. New shops get the gate's number by name.
-- Cost: one row.

update shop set same_content_days = 20 where same_content_days = 180;
