-- What was made since two people were joined and names the first only. $1: the first, $2: when they were joined.
--
-- Asked after everything of the second went back, so what is left is the first's own or cannot be told apart.
select 'purchase' as entity, id from purchases where customer_id = $1 and created_at > $2
union all
select 'item', i.id from owned_items as i join customers as c on c.id = $1
    where i.household_id = c.household_id and i.customer_id = $1 and i.created_at > $2 and i.line_id is null
union all
select 'note', n.id from notes as n join customers as c on c.id = $1
    where n.household_id = c.household_id and n.customer_id = $1 and n.created_at > $2 and n.deleted_at is null
union all
select 'touch', t.id from touches as t join customers as c on c.id = $1
    where t.household_id = c.household_id and t.customer_id = $1 and t.happened_at > $2 and t.undone_at is null
union all
select 'case', k.id from cases as k join customers as c on c.id = $1
    where k.household_id = c.household_id and k.customer_id = $1 and k.created_at > $2
union all
select 'voice', v.id from voices as v join customers as c on c.id = $1
    where v.household_id = c.household_id and v.customer_id = $1 and v.created_at > $2 and v.deleted_at is null
union all
-- Whoever was told by the first, and it was written down since.
select 'referral', told.id from customers as told
    where told.heard_from = $1 and told.merged_into is null
        and (
            told.created_at > $2
            or exists (
                select 1 from audit
                where audit.entity = 'customer' and audit.entity_id = told.id and audit.action = 'customer.heard'
                    and audit.at > $2 and audit.undone_at is null
            )
        )
union all
select 'contact', id from contact_points where customer_id = $1 and created_at > $2
order by 1, 2
