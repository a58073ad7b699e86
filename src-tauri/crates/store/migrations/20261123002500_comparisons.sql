-- Comparisons: of whom a plan or a tip reaches some households go without, by chance, so that it can be told what it
-- does. Each household's side is kept for good with the chance that it had.
--
-- Why: whether care brings people back cannot be seen from those who were cared for alone; they are the ones who would
-- have come anyway. Off until somebody begins one.
-- Cost: two empty tables; while a comparison runs, a row for each household that its plan or tip comes to.

create table comparisons (
    id           integer primary key,
    plan_id      integer references plans (id),
    content_id   integer references care_contents (id),
    held_permille integer not null check (held_permille between 0 and 500), -- so many of a thousand go without
    salt         integer not null,                       -- makes the chances of this comparison its own
    starts_on    text    not null,                       -- first due day that it concerns
    ends_on      text,                                   -- last day on which anybody went without; null: it runs
    created_at   integer not null,
    check ((plan_id is null) <> (content_id is null))
);

create table comparison_members (
    id            integer primary key autoincrement,     -- never used twice: it tells whether somebody was taken in since
    comparison_id integer not null references comparisons (id) on delete cascade,
    household_id  integer not null references households (id) on delete cascade,
    held          integer not null check (held in (0, 1)), -- goes without
    held_permille integer not null,                      -- the chance of that when it was decided
    entered_on    text    not null,                      -- when it would first have heard of it
    unique (comparison_id, household_id)
);
create index comparison_members_household on comparison_members (household_id);
