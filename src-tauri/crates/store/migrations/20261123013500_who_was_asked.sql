-- Requests that reached somebody, by day: how many of those who were asked answered.
--
-- Why: the share that answers says how far answers speak for everybody; without an index it walks over all touches.
-- Cost: an entry for each request, which are few.

create index touches_requests on touches (happened_on, household_id)
    where kind = 'request' and direction = 'out' and undone_at is null;
