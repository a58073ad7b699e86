-- A new person. $1 household; $2 to $15 the form in the order of `bind_person`; $16 first of the household;
-- $17 the day since which the standing is not the ordinary one.
insert into customers (
    household_id, kind, family_name, given_name, family_kana, given_kana, honorific, sort_key, match_key, state,
    suppressed, service_only, preferred_channel, refused_channels, created_at, updated_at, is_primary, state_since
)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15, $16, $17)
returning id
