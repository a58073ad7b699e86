-- What the shop did and heard on certain days is counted for its reports; before, only by household.
create index touches_day on touches (happened_on, household_id) where undone_at is null;
