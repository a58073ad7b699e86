-- The settings that a person may change. How far planning got is not one of them.
update shop
set
    name = $1,
    sender_name = $2,
    sender_address = $3,
    sender_contact = $4,
    opt_out_line = $5,
    currency = $6,
    currency_digits = $7,
    zone = $8,
    region = $9,
    closed_weekdays = $10,
    phone_from = $11,
    phone_until = $12,
    daily_minutes = $13,
    care_gap_days = $14,
    offers_per_year = $15,
    same_content_days = $16,
    merge_days = $17,
    delivery_lead_days = $18,
    plan_from = $19
where id = 1
