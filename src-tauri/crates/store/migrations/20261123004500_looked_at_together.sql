-- Who is being looked at together with many others, outside of a transaction.
--
-- Why: everybody of a large shop was looked at in stretches of one transaction each. Their keys land anywhere in
-- `match_keys`, so every stretch wrote most of its pages anew: 258 s and several GB of log for 375,000 people. Looked
-- at together, keys go down in order, and only what is written is written in a transaction. Whoever is changed
-- meanwhile is marked in `look_marks` as ever and looked at again; what stands here when nobody looks was left by
-- one who was interrupted, and is looked at again as well.
-- Cost: nothing while nobody looks; 6 bytes for each person who waits.
create table look_taken (
    customer_id integer primary key
);
