-- As planning_insert.sql, for 32 follow-ups at a time, each as (item, occurrence, household, customer): reading
-- numbers out of JSON takes as long as writing the row and its four index entries.
insert or fail into follow_ups (plan_id, step_id, content_id, kind, touch, channel, due_on, planned_on, lapses_on, minutes,
    rank, created_at, updated_at, owned_item_id, occurrence, household_id, customer_id)
select $1, $2, $3, $4, $5, $6, $7, $7, $8, $9, $10, $11, $11, column1, column2, column3, column4
from (values
    ($12, $13, $14, $15),
    ($16, $17, $18, $19),
    ($20, $21, $22, $23),
    ($24, $25, $26, $27),
    ($28, $29, $30, $31),
    ($32, $33, $34, $35),
    ($36, $37, $38, $39),
    ($40, $41, $42, $43),
    ($44, $45, $46, $47),
    ($48, $49, $50, $51),
    ($52, $53, $54, $55),
    ($56, $57, $58, $59),
    ($60, $61, $62, $63),
    ($64, $65, $66, $67),
    ($68, $69, $70, $71),
    ($72, $73, $74, $75),
    ($76, $77, $78, $79),
    ($80, $81, $82, $83),
    ($84, $85, $86, $87),
    ($88, $89, $90, $91),
    ($92, $93, $94, $95),
    ($96, $97, $98, $99),
    ($100, $101, $102, $103),
    ($104, $105, $106, $107),
    ($108, $109, $110, $111),
    ($112, $113, $114, $115),
    ($116, $117, $118, $119),
    ($120, $121, $122, $123),
    ($124, $125, $126, $127),
    ($128, $129, $130, $131),
    ($132, $133, $134, $135),
    ($136, $137, $138, $139))
where true
on conflict do nothing
