-- What customers want to reach with what they bought, in their own words, and whether it came true when they were asked
-- again: part of an answer, because it comes on the same card and goes where answers go.

alter table voices add column goal text not null default '';
alter table voices add column goal_met text check (goal_met in ('no', 'partly', 'yes'));
