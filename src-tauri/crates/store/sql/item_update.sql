-- What a form says about a thing; where it stands and how it came are not on it.
update owned_items
set
    name = $2,
    class_id = $3,
    quantity = $4,
    room = $5,
    state = $6,
    state_since = $7,
    delivered_on = $8,
    certainty = $9,
    secret = $10,
    note = $11,
    updated_at = $12
where id = $1
