-- Follow-ups with everything that a line of Today, the gate and the message ask of single rows. $1 is a JSON
-- list of ids; what there can be several of (numbers, consents, contacts) comes by statements of its own, one
-- for all follow-ups of the list.
select f.id, f.plan_id, f.owned_item_id, f.step_id, f.occurrence, f.household_id, f.customer_id, f.content_id, f.kind,
       f.touch, f.channel, f.due_on, f.planned_on, f.lapses_on, f.minutes, f.rank, f.state, f.state_reason,
       f.attempts, f.staff_id, f.memo, f.closed_at, f.created_at,
       c.kind as customer_kind, c.family_name, c.given_name, c.family_kana, c.given_kana, c.honorific,
       c.state as customer_state, c.suppressed, c.mall_limited, c.service_only, c.preferred_channel,
       c.refused_channels,
       h.moved_on, h.family_change_on, h.mourning_year, h.reviewed_on,
       -- A contact since a change in the household tells that somebody looked; few households had one.
       case when coalesce(h.moved_on, h.family_change_on) is not null then
           (select happened_on from touches where household_id = h.id and undone_at is null
            order by happened_on desc limit 1)
       end as looked_on,
       h.purchase_count, h.first_ordered_on,
       i.name as item_name, i.customer_id as item_customer_id, i.state as item_state, i.delivered_on, i.secret,
       k.family, k.material, k.finish,
       p.name_ja, p.name_en, p.priority,
       s.code as step_code, s.offset_unit, s.offset_count, s.repeat_unit, s.repeat_count, s.until_unit, s.until_count,
       s.season_from, s.season_until, s.touch as step_touch, s.channel as step_channel, s.fallback, s.grace_days,
       s.minutes as step_minutes, s.content_id as step_content_id,
       t.code as content_code, t.families, t.materials, t.finishes, t.reviewed, t.version as content_version,
       j.title as title_ja, e.title as title_en
from follow_ups as f
join customers as c on c.id = f.customer_id
join households as h on h.id = f.household_id
left join owned_items as i on i.id = f.owned_item_id
left join care_classes as k on k.id = i.class_id
left join plans as p on p.id = f.plan_id
left join plan_steps as s on s.id = f.step_id
left join care_contents as t on t.id = f.content_id
left join care_content_texts as j on j.content_id = f.content_id and j.lang = 'ja'
left join care_content_texts as e on e.content_id = f.content_id and e.lang = 'en'
where f.id in (select value from json_each($1))
order by f.id
