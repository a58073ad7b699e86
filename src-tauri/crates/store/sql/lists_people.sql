-- What a list of people holds of each: reading, address, ways to reach them, what the household bought. The place that
-- the rows come from is put behind it (`lists.rs`). One row a person, whatever is kept beside them.
select
    customers.id,
    customers.household_id,
    customers.kind,
    customers.family_name,
    customers.given_name,
    customers.family_kana,
    customers.given_kana,
    customers.honorific,
    customers.state,
    addresses.postal_code,
    addresses.prefecture,
    addresses.city,
    addresses.street,
    addresses.building,
    (
        select group_concat(numbers.value, ' / ')
        from (
            select contact_points.value
            from contact_points
            where contact_points.customer_id = customers.id and contact_points.kind in ('phone', 'mobile')
            order by contact_points.state = 'dead', contact_points.id
        ) as numbers
    ) as phones,
    (
        select group_concat(mails.value, ' / ')
        from (
            select contact_points.value
            from contact_points
            where contact_points.customer_id = customers.id and contact_points.kind = 'email'
            order by contact_points.state = 'dead', contact_points.id
        ) as mails
    ) as emails,
    households.first_ordered_on,
    households.last_ordered_on,
    households.purchase_count,
    households.net_minor
