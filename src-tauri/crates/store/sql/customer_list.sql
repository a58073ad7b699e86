-- A page of all customers in 五十音 order. The pair is compared as one value, so the page begins at its place
-- in the index however far down the list it is.
-- $1: key of the last row of the page before, $2: its id, $3: rows.
select customers.id, customers.sort_key
from customers
where (customers.sort_key, customers.id) > ($1, $2) and customers.state <> 'erased'
order by customers.sort_key, customers.id
limit $3
