-- Follow-ups about the things of a household within some days, with their titles.
-- $1 household, $2 first day, $3 last day, $4 language.
select
    follow_ups.id,
    follow_ups.owned_item_id,
    follow_ups.due_on,
    follow_ups.state,
    follow_ups.channel,
    coalesce(
        (
            select care_content_texts.title
            from care_content_texts
            where care_content_texts.content_id = follow_ups.content_id and care_content_texts.lang = $4
        ),
        follow_ups.memo
    ) as title
from follow_ups
where
    follow_ups.household_id = $1
    and follow_ups.due_on between $2 and $3
    and follow_ups.owned_item_id is not null
    and follow_ups.state <> 'cancelled'
order by follow_ups.due_on, follow_ups.id
