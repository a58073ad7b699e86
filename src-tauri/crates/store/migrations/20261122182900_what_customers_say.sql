-- What customers answered when they were asked. Marks out of five: higher is better, always.
create table voices (
    id                integer primary key,
    household_id      integer not null references households (id),
    customer_id       integer not null references customers (id),
    occasion          text not null check (occasion in ('delivery', 'care', 'case', 'relation')),
    way               text not null check (way in ('card', 'phone', 'shop', 'web')),
    answered_on       text not null,
    recommend         integer check (recommend between 0 and 10),
    satisfaction      integer check (satisfaction between 1 and 5),
    ease              integer check (ease between 1 and 5),
    about_quality     integer check (about_quality between 1 and 5),
    about_choice      integer check (about_choice between 1 and 5),
    about_advice      integer check (about_advice between 1 and 5),
    about_price       integer check (about_price between 1 and 5),
    about_lead_time   integer check (about_lead_time between 1 and 5),
    about_delivery    integer check (about_delivery between 1 and 5),
    about_aftercare   integer check (about_aftercare between 1 and 5),
    about_place       integer check (about_place between 1 and 5),
    words             text not null default '',
    staff_id          integer references staff (id),
    deleted_at        integer,
    created_at        integer not null,
    updated_at        integer not null
);

create index voices_household on voices (household_id);
create index voices_customer on voices (customer_id);
create index voices_answered on voices (answered_on) where deleted_at is null;
