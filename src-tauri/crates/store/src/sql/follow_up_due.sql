-- The heads of the day's list: for each rank (lane and touch) the first follow-ups by due day. Only the index
-- follow_ups_due is read, and of it only the heads, however much is overdue. $1 is the day, $2 how many of each
-- rank, $3 a member of staff or null.
select f.id, f.rank, f.due_on, f.household_id
from json_each('[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14]') as r
cross join follow_ups as f
where f.id in (
    select g.id
    from follow_ups as g
    where g.state = 'planned' and g.rank = r.value and g.due_on <= $1
      and ($3 is null or g.staff_id is null or g.staff_id = $3)
    order by g.due_on, g.household_id, g.id
    limit $2
)
order by f.rank, f.due_on, f.household_id, f.id
