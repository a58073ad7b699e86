-- What only the owner can say and numbers need: what of a sale stays with the shop, and where the steps of recency,
-- frequency and money lie.
--
-- Why: 収益率 stands in no file, and quantiles say nothing where most people bought once.
-- Cost: one row.

create table number_settings (
    id              integer primary key check (id = 1),
    margin_permille integer check (margin_permille between 1 and 1000), -- of net sales; null: nobody said
    recency_cuts    text    not null default '',      -- four ascending numbers with commas (days); empty: the ordinary
    frequency_cuts  text    not null default '',      -- purchases
    money_cuts      text    not null default ''       -- minor units
);
insert into number_settings (id) values (1);
