-- What took place between shop and household, newest first; what was taken back is not told.
-- $1 household, $2 language, $3 rows.
select
    touches.id,
    touches.happened_on,
    touches.channel,
    touches.outcome,
    touches.direction,
    touches.kind,
    coalesce(care_content_texts.title, follow_ups.memo, '') as title,
    touches.note,
    coalesce(staff.name, '') as staff
from touches
left join staff on staff.id = touches.staff_id
left join follow_ups on follow_ups.id = touches.follow_up_id
left join care_content_texts
    on care_content_texts.content_id = touches.content_id and care_content_texts.lang = $2
where touches.household_id = $1 and touches.undone_at is null
order by touches.happened_on desc, touches.id desc
limit $3
