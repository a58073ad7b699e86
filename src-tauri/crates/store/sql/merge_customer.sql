-- Fills the blanks of $1 from $2 and lets the stricter hold. $3/$4: reading, $5: its key of order, $6/$7: standing
-- and since when, $8: channels that either refused, $9: now.
update customers as a set
    family_kana = $3,
    given_kana = $4,
    sort_key = $5,
    birthday = coalesce(a.birthday, b.birthday),
    preferred_channel = coalesce(a.preferred_channel, b.preferred_channel),
    suppressed = max(a.suppressed, b.suppressed),
    mall_limited = max(a.mall_limited, b.mall_limited),
    service_only = max(a.service_only, b.service_only),
    state = $6,
    state_since = $7,
    refused_channels = $8,
    note = case
        when b.note = '' or b.note = a.note then a.note
        when a.note = '' then b.note
        else a.note || char(10) || b.note
    end,
    -- Somebody is told once: the second's answer only where the first has none.
    heard = case when a.heard = '' then b.heard else a.heard end,
    heard_from = case when a.heard = '' then nullif(b.heard_from, a.id) else a.heard_from end,
    heard_by = case when a.heard = '' then b.heard_by else a.heard_by end,
    heard_words = case when a.heard = '' then b.heard_words else a.heard_words end,
    heard_key = case when a.heard = '' then b.heard_key else a.heard_key end,
    thanked_on = case when a.heard = '' then b.thanked_on else a.thanked_on end,
    is_primary = case when a.household_id = b.household_id then max(a.is_primary, b.is_primary) else a.is_primary end,
    updated_at = $9
from customers as b
where a.id = $1 and b.id = $2
