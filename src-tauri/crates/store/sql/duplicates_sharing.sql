-- Who shares a key with whom. $1: JSON list of [customer, [key, …]], $2: the most people that may share one.
--
-- A key that too many share is left before its people are read: a till's filler number would pair everybody.
with asked as materialized (
    select p.value ->> 0 as id, k.value as key from json_each($1) as p, json_each(p.value, '$[1]') as k
),
telling as materialized (
    select id, key from asked
    where (select count(*) from (select 1 from match_keys where match_keys.key = asked.key limit $2 + 1)) <= $2
)
select distinct min(t.id, m.customer_id) as one_id, max(t.id, m.customer_id) as other_id
from telling as t
cross join match_keys as m on m.key = t.key
where m.customer_id <> t.id
order by one_id, other_id
