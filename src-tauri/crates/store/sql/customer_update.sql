-- What a form says about a person; household, sources and mall are not on it.
update customers
set
    kind = $2,
    family_name = $3,
    given_name = $4,
    family_kana = $5,
    given_kana = $6,
    honorific = $7,
    sort_key = $8,
    match_key = $9,
    state = $10,
    state_since = $11,
    suppressed = $12,
    service_only = $13,
    preferred_channel = $14,
    refused_channels = $15,
    updated_at = $16
where id = $1
