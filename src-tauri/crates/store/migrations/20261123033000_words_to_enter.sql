-- Whose words the search index does not have yet.
--
-- Why: a person is entered with what their first rows of a file say; what they bought further down was not found by its
-- name until somebody wrote something about them. A short list is entered with the file itself, a long one in the
-- background. Files that came in before are made good once: everybody is entered anew.
-- Cost: nothing at rest; 6 bytes for each person who waits.
create table search_marks (
    customer_id integer primary key
);
insert into search_marks (customer_id) select id from customers;
