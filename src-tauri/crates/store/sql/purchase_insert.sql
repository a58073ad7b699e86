-- A purchase typed by hand. Its own number is what it is recognised by; a file never says 'hand'.
-- $1 id, $2 household, $3 customer, $4 number as text, $5 day, $6 channel, $7 staff, $8 amount, $9 counts,
-- $10 delivery day wanted, $11 note, $12 now.
insert into purchases (
    id, household_id, customer_id, source, external_id, ordered_on, channel, staff_id, gross_minor, qualifies,
    delivery_open, note, created_at, updated_at
)
values ($1, $2, $3, 'hand', $4, $5, $6, $7, $8, $9, $10, $11, $12, $12)
