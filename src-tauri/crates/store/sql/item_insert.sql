-- A thing that a household lives with.
insert into owned_items (
    household_id, customer_id, line_id, product_id, class_id, name, quantity, room, state, state_since,
    delivered_on, certainty, spread, secret, note, created_at, updated_at
)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $16)
returning id
