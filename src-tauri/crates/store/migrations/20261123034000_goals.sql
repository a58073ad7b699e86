-- Goals: a tree from a customer's success to the shop's own numbers, and the months of these numbers as they were when
-- they were closed.
--
-- Why: a number that changes after the month is over cannot be worked towards, and an old report must say what it said.
-- Closed months are written once and never changed; what the same month says when it is counted again is told beside it.
-- Cost: two small tables; `follow_ups_closed` carries two more columns, so that a month of work is counted from the index
-- alone; one entry for each follow-up that was let slip and one for each case.

create table goals (
    id           integer primary key,
    parent_id    integer references goals (id),          -- null: a customer's success
    kind         text    not null check (kind in ('customer', 'touch', 'means', 'own')),
    words        text    not null default '',
    plan_id      integer references plans (id),          -- of a touch: the plan that brings it
    minutes_week integer check (minutes_week between 0 and 10080), -- of means
    metric       text,                                   -- of an own number; closed list of the program, which may grow
    why          text    not null default '',            -- of an own number: why it helps the customer
    target       integer,                                -- thousandths of a share, points, or minor units
    at_least     integer not null default 1 check (at_least in (0, 1)), -- 0: at most
    baseline_month text,                                 -- YYYY-MM: the closed month in which the target was set
    pinned       integer not null default 0 check (pinned in (0, 1)),
    created_on   text    not null,
    created_at   integer not null,
    updated_at   integer not null,
    check ((kind = 'customer') = (parent_id is null)),
    check ((kind = 'own') = (metric is not null)),
    check (kind = 'own' or (pinned = 0 and target is null))
);
create unique index goals_metric on goals (metric) where metric is not null;

create table goal_months (
    metric      text    not null,
    month       text    not null,                        -- YYYY-MM
    numerator   integer not null,
    denominator integer not null,
    later       integer not null check (later in (0, 1)), -- counted back when the number was chosen
    frozen_at   integer not null,
    primary key (metric, month)
) without rowid;

drop index follow_ups_closed;
create index follow_ups_closed on follow_ups (closed_at, state, state_reason) where closed_at is not null;
create index follow_ups_let_slip on follow_ups (lapses_on) where state = 'lapsed';
create index cases_opened on cases (opened_on, closed_on, resolved);
