CREATE INDEX addresses_household on addresses (household_id);

CREATE INDEX audit_entity on audit (entity, entity_id, id);

CREATE INDEX cases_customer on cases (customer_id);

CREATE INDEX cases_household on cases (household_id, state);

CREATE INDEX cases_item on cases (owned_item_id) where owned_item_id is not null;

CREATE INDEX cases_opened on cases (opened_on, closed_on, resolved);

CREATE INDEX comparison_members_household on comparison_members (household_id);

CREATE INDEX consents_customer on consents (customer_id, channel, purpose, id);

CREATE INDEX contact_points_customer on contact_points (customer_id);

CREATE INDEX contact_points_value on contact_points (value_key);

CREATE INDEX customer_sources_customer on customer_sources (customer_id);

CREATE INDEX customers_gone on customers (household_id, id, state, state_since)
    where state in ('deceased', 'moved_away') and merged_into is null;

CREATE INDEX customers_heard_from on customers (heard_from) where heard_from is not null;

CREATE INDEX customers_heard_open on customers (heard_key) where heard_key is not null and heard_from is null;

CREATE INDEX customers_here on customers (household_id) where state = 'active' and merged_into is null;

CREATE INDEX customers_household on customers (household_id);

CREATE INDEX customers_match on customers (match_key) where match_key is not null;

CREATE INDEX customers_merged on customers (merged_into) where merged_into is not null;

CREATE INDEX customers_silent on customers (id) where state <> 'active';

CREATE INDEX customers_sort on customers (sort_key, id);

CREATE INDEX duplicate_pairs_open on duplicate_pairs (kind desc, score desc, one_id, other_id) where state = 'open';

CREATE INDEX duplicate_pairs_other on duplicate_pairs (other_id);

CREATE INDEX first_blocks_built on first_blocks (built, stale);

CREATE INDEX follow_ups_closed on follow_ups (closed_at, state, state_reason) where closed_at is not null;

CREATE INDEX follow_ups_due on follow_ups (rank, due_on, household_id) where state = 'planned';

CREATE INDEX follow_ups_household on follow_ups (household_id, due_on);

CREATE UNIQUE INDEX follow_ups_key on follow_ups (owned_item_id, step_id, occurrence, plan_id);

CREATE INDEX follow_ups_lapse on follow_ups (lapses_on) where state = 'planned';

CREATE INDEX follow_ups_lapsed on follow_ups (household_id, due_on) where state = 'lapsed';

CREATE INDEX follow_ups_let_slip on follow_ups (lapses_on) where state = 'lapsed';

CREATE UNIQUE INDEX goals_metric on goals (metric) where metric is not null;

CREATE INDEX history_blocks_built on history_blocks (unit_anchor, built, stale);

CREATE INDEX households_match on households (match_key) where match_key is not null;

CREATE INDEX households_merged on households (merged_into) where merged_into is not null;

CREATE INDEX import_changes_batch on import_changes (batch_id);

CREATE INDEX import_changes_row on import_changes (table_name, row_id, id);

CREATE INDEX import_kept_batch on import_kept (batch_id);

CREATE INDEX import_kept_products_batch on import_kept_products (batch_id);

CREATE INDEX merges_absorbed on merges (absorbed_id);

CREATE INDEX merges_kept on merges (kept_id);

CREATE INDEX merges_standing on merges (id) where undone_at is null;

CREATE INDEX needs_listed_day on needs_listed (listed_on);

CREATE INDEX needs_listed_household on needs_listed (household_id, listed_on);

CREATE INDEX notes_customer on notes (customer_id) where customer_id is not null;

CREATE INDEX notes_household on notes (household_id, id);

CREATE INDEX notes_item on notes (owned_item_id) where owned_item_id is not null;

CREATE INDEX owned_items_awaiting on owned_items (delivered_on) where state = 'awaiting';

CREATE INDEX owned_items_customer on owned_items (customer_id);

CREATE INDEX owned_items_due on owned_items (class_id, delivered_on, spread, household_id, customer_id, care_from)
    where state = 'in_use';

CREATE INDEX owned_items_household on owned_items (household_id);

CREATE INDEX owned_items_line on owned_items (line_id) where line_id is not null;

CREATE INDEX owned_items_product on owned_items (product_id, state) where product_id is not null;

CREATE INDEX owned_items_season on owned_items (class_id, spread, delivered_on, household_id, customer_id, care_from)
    where state = 'in_use';

CREATE INDEX products_name on products (name);

CREATE INDEX purchase_lines_product on purchase_lines (product_id) where product_id is not null;

CREATE INDEX purchases_customer on purchases (customer_id);

CREATE INDEX purchases_household on purchases (household_id, ordered_on);

CREATE INDEX purchases_open on purchases (delivery_open, ordered_on, id) where delivery_open > 0 and state = 'ok';

CREATE INDEX refunds_purchase on refunds (purchase_id);

CREATE INDEX standing_blocks_built on standing_blocks (built);

CREATE INDEX touches_customer on touches (customer_id);

CREATE INDEX touches_day on touches (happened_on, household_id) where undone_at is null;

CREATE INDEX touches_follow_up on touches (follow_up_id) where follow_up_id is not null;

CREATE INDEX touches_household on touches (household_id, happened_on);

CREATE INDEX touches_item on touches (owned_item_id) where owned_item_id is not null;

CREATE INDEX touches_requests on touches (happened_on, household_id)
    where kind = 'request' and direction = 'out' and undone_at is null;

CREATE INDEX voices_answered on voices (answered_on) where deleted_at is null;

CREATE INDEX voices_customer on voices (customer_id);

CREATE INDEX voices_household on voices (household_id);

CREATE TABLE addresses (
    id           integer primary key,
    household_id integer not null references households (id),
    kind         text    not null default 'home' check (kind in ('home', 'delivery', 'former')),
    postal_code  text    not null default '',         -- 7 digits, or as typed abroad
    prefecture   text    not null default '',
    city         text    not null default '',
    street       text    not null default '',
    building     text    not null default '',
    state        text    not null default 'ok' check (state in ('ok', 'returned')),
    created_at   integer not null
);

CREATE TABLE audit (
    id         integer primary key,
    at         integer not null,
    staff_id   integer references staff (id),
    action     text    not null,
    entity     text    not null,
    entity_id  integer,
    before     text    not null default '',           -- JSON needed to undo; empty: cannot be undone
    undone_at  integer
);

CREATE TABLE care_classes (
    id       integer primary key,
    family   text not null check (family in ('table', 'chair', 'sofa', 'sofa_bed', 'bed', 'mattress', 'bedding', 'storage', 'desk', 'desk_chair', 'rug', 'curtain', 'lighting', 'outdoor', 'kotatsu', 'mirror', 'tatami', 'kids', 'altar', 'accessory', 'other')),
    material text not null check (material in ('solid_wood', 'veneer', 'paulownia', 'leather', 'synthetic_leather', 'fabric', 'feather', 'wool', 'glass', 'marble', 'ceramic', 'steel', 'brass', 'rattan', 'paper_cord', 'melamine', 'teak', 'unknown')),
    finish   text not null check (finish in ('oil', 'soap', 'wax', 'urethane', 'lacquer', 'urushi', 'pigmented', 'aniline', 'unfinished', 'not_applicable', 'unknown')),
    unique (family, material, finish)
);

CREATE TABLE care_content_texts (
    content_id     integer not null references care_contents (id),
    lang           text    not null check (lang in ('ja', 'en')),
    title          text    not null,
    body           text    not null,
    talking_points text    not null default '',       -- one a line
    never          text    not null default '',       -- what not to do, one a line
    suggestion     text    not null default '',       -- the advertising part, kept apart
    primary key (content_id, lang)
) without rowid;

CREATE TABLE care_contents (
    id         integer primary key,
    code       text    not null unique,
    kind       text    not null check (kind in ('safety', 'notice', 'care', 'offer', 'request')),
    families   text    not null default '',           -- comma lists; empty: any
    materials  text    not null default '',
    finishes   text    not null default '',
    minutes    integer not null default 5 check (minutes between 0 and 240), -- of the customer's time
    difficulty integer not null default 1 check (difficulty between 1 and 3),
    source     text    not null default '',
    reviewed   integer not null default 0 check (reviewed in (0, 1)),        -- by the maker; safety needs it
    origin     text    not null default 'library' check (origin in ('library', 'shop')),
    version    integer not null default 1,
    active     integer not null default 1 check (active in (0, 1)),
    updated_at integer not null
);

CREATE TABLE cases (
    id            integer primary key,
    household_id  integer not null references households (id),
    customer_id   integer not null references customers (id),
    owned_item_id integer references owned_items (id),
    topic         text    not null,
    severity      text    not null check (severity in ('small', 'ordinary', 'serious')),
    state         text    not null default 'open' check (state in ('open', 'closed')),
    opened_on     text    not null,
    closed_on     text,
    resolved      text    check (resolved in ('yes', 'no', 'unknown')),
    note          text    not null default '',
    created_at    integer not null,
    updated_at    integer not null
);

CREATE TABLE comparison_members (
    id            integer primary key autoincrement,     -- never used twice: it tells whether somebody was taken in since
    comparison_id integer not null references comparisons (id) on delete cascade,
    household_id  integer not null references households (id) on delete cascade,
    held          integer not null check (held in (0, 1)), -- goes without
    held_permille integer not null,                      -- the chance of that when it was decided
    entered_on    text    not null,                      -- when it would first have heard of it
    unique (comparison_id, household_id)
);

CREATE TABLE comparisons (
    id           integer primary key,
    plan_id      integer references plans (id),
    content_id   integer references care_contents (id),
    held_permille integer not null check (held_permille between 0 and 500), -- so many of a thousand go without
    salt         integer not null,                       -- makes the chances of this comparison its own
    starts_on    text    not null,                       -- first due day that it concerns
    ends_on      text,                                   -- last day on which anybody went without; null: it runs
    created_at   integer not null,
    check ((plan_id is null) <> (content_id is null))
);

CREATE TABLE consents (
    id          integer primary key,
    customer_id integer not null references customers (id),
    channel     text    not null check (channel in ('phone', 'letter', 'postcard', 'email', 'line', 'sms', 'visit', 'leaflet')),
    purpose     text    not null check (purpose in ('care', 'offer', 'survey', 'event')),
    state       text    not null check (state in ('unknown', 'granted', 'denied')),
    given_on    text    not null,
    source      text    not null check (source in ('paper', 'oral', 'web', 'import', 'request')),
    wording     text    not null default '',
    staff_id    integer references staff (id),
    batch_id    integer references import_batches (id),
    recorded_at integer not null
, origin text not null default 'said' check (origin in ('said', 'repeated', 'void')));

CREATE TABLE contact_points (
    id          integer primary key,
    customer_id integer not null references customers (id),
    kind        text    not null check (kind in ('phone', 'mobile', 'fax', 'email', 'line')),
    value       text    not null,                     -- as typed
    value_key   text    not null,                     -- digits, or lower-case address
    state       text    not null default 'ok' check (state in ('ok', 'dead')),
    created_at  integer not null
);

CREATE VIRTUAL TABLE customer_search using fts5 (
    name, phone, place, item,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0', prefix = '1 3 4 5', detail = full
);

CREATE TABLE customer_sources (
    source      text    not null,
    external_id text    not null,
    customer_id integer not null references customers (id),
    primary key (source, external_id)
) without rowid;

CREATE TABLE customers (
    id                integer primary key,
    household_id      integer not null references households (id),
    kind              text    not null default 'person' check (kind in ('person', 'company')),
    family_name       text    not null default '',    -- as typed; a name that was not split stands here whole
    given_name        text    not null default '',
    family_kana       text    not null default '',
    given_kana        text    not null default '',
    honorific         text    not null default '',    -- empty: the ordinary one
    sort_key          text    not null default '',    -- folded kana, else folded name: 五十音 order
    match_key         bigint,                         -- 64-bit key of the folded full name
    is_primary        integer not null default 0 check (is_primary in (0, 1)),
    state             text    not null default 'active' check (state in ('active', 'deceased', 'moved_away', 'erased')),
    state_since       text,
    birthday          text,
    suppressed        integer not null default 0 check (suppressed in (0, 1)),   -- wants nothing at all
    mall_limited      integer not null default 0 check (mall_limited in (0, 1)),
    service_only      integer not null default 0 check (service_only in (0, 1)), -- minor, receiver of a gift
    preferred_channel text check (preferred_channel in ('phone', 'letter', 'postcard', 'email', 'line', 'sms', 'visit', 'leaflet')),
    refused_channels  text    not null default '',    -- comma list: "do not call, write" is hard
    note              text    not null default '',
    created_at        integer not null,
    updated_at        integer not null
, merged_into integer references customers (id), heard text not null default ''
    check (heard in ('', 'person', 'sign', 'web', 'social', 'passing', 'paper', 'event', 'other', 'unknown')), heard_from integer references customers (id) on delete set null deferrable initially deferred, heard_by text check (heard_by in ('said', 'assumed', 'code')), heard_words text not null default '', heard_key bigint, thanked_on text);

CREATE TABLE declined_files (
    hash        text    primary key,
    declined_at integer not null
) without rowid;

CREATE TABLE deliveries (
    id           integer primary key,
    purchase_id  integer not null references purchases (id),
    delivered_on text    not null,                    -- planned ones lie ahead
    certainty    text    not null check (certainty in ('confirmed', 'estimated', 'planned')),
    origin       text    not null check (origin in ('hand', 'rule', 'file')),
    created_at   integer not null,
    updated_at   integer not null,
    unique (purchase_id)
);

CREATE TABLE drafts (
    key        text    primary key,                   -- 'follow_up:12', 'memo'
    body       text    not null,
    updated_at integer not null
) without rowid;

CREATE TABLE duplicate_pairs (
    one_id     integer not null,                      -- the smaller id
    other_id   integer not null,
    kind       text    not null check (kind in ('person', 'family')),
    score      integer not null check (score between 0 and 1000), -- probability of one person, in thousandths
    reasons    text    not null default '',           -- comma list
    state      text    not null default 'open' check (state in ('open', 'same', 'household', 'different')),
    decided_at integer,
    primary key (one_id, other_id)
) without rowid;

CREATE TABLE figures (
    key          text    primary key,
    data_version integer not null,
    body         text    not null                     -- JSON
) without rowid;

CREATE TABLE first_blocks (
    block  integer primary key,                          -- household_id >> 10
    stale  integer not null default 1 check (stale in (0, 1)),
    packed text    not null
, built integer not null default 0);

CREATE TABLE follow_ups (
    id            integer primary key,
    plan_id       integer references plans (id),      -- null: a promise made by hand
    owned_item_id integer references owned_items (id),
    step_id       integer references plan_steps (id),
    occurrence    integer,
    household_id  integer not null references households (id),
    customer_id   integer not null references customers (id),
    content_id    integer references care_contents (id),
    kind          text    not null check (kind in ('safety', 'notice', 'care', 'offer', 'request', 'promise')),
    touch         text    not null check (touch in ('high', 'low', 'tech')),
    channel       text    not null check (channel in ('phone', 'letter', 'postcard', 'email', 'line', 'sms', 'visit', 'leaflet')),
    due_on        text    not null,                   -- as it stands now
    planned_on    text    not null,                   -- as it was planned first
    lapses_on     text    not null,                   -- after this day it is let go
    minutes       integer not null,
    rank          integer not null,                   -- lane of Today × 3 + touch, 0..=14; smaller comes first
    state         text    not null default 'planned' check (state in ('planned', 'done', 'skipped', 'lapsed', 'cancelled')),
    state_reason  text    not null default '',
    attempts      integer not null default 0,
    staff_id      integer references staff (id),
    memo          text    not null default '',        -- of a promise
    closed_at     integer,
    created_at    integer not null,
    updated_at    integer not null
);

CREATE TABLE goal_months (
    metric      text    not null,
    month       text    not null,                        -- YYYY-MM
    numerator   integer not null,
    denominator integer not null,
    later       integer not null check (later in (0, 1)), -- counted back when the number was chosen
    frozen_at   integer not null,
    primary key (metric, month)
) without rowid;

CREATE TABLE goals (
    id           integer primary key,
    parent_id    integer references goals (id),          -- null: a customer's success
    kind         text    not null check (kind in ('customer', 'touch', 'means', 'own')),
    words        text    not null default '',
    plan_id      integer references plans (id),          -- of a touch: the plan that brings it
    minutes_week integer check (minutes_week between 0 and 10080), -- of means
    metric       text,                                   -- of an own number; closed list of the program, which may grow
    why          text    not null default '',            -- of an own number: why it helps the customer
    target       integer,                                -- thousandths of a share, points, or minor units
    at_least     integer not null default 1 check (at_least in (0, 1)), -- 0: at most
    baseline_month text,                                 -- YYYY-MM: the closed month in which the target was set
    pinned       integer not null default 0 check (pinned in (0, 1)),
    created_on   text    not null,
    created_at   integer not null,
    updated_at   integer not null,
    check ((kind = 'customer') = (parent_id is null)),
    check ((kind = 'own') = (metric is not null)),
    check (kind = 'own' or (pinned = 0 and target is null))
);

CREATE TABLE history_blocks (
    block       integer not null,                     -- household_id >> 10
    unit_anchor text    not null check (unit_anchor in ('household_order', 'household_delivery', 'customer_order', 'customer_delivery')),
    stale       integer not null default 1 check (stale in (0, 1)),
    packed      blob    not null, built integer not null default 0,
    primary key (unit_anchor, block)
) without rowid;

CREATE TABLE households (
    id               integer primary key,
    name             text    not null default '',     -- 田中家; empty: made from the first person
    match_key        bigint,                          -- 64-bit key of family name and address; null: not known
    spread           integer not null default 0 check (spread between 0 and 27),
    touch            text    not null default 'low' check (touch in ('high', 'low', 'tech')),
    moved_on         text,
    family_change_on text,                            -- divorce, death, birth: a person looks before the next touch
    mourning_year    integer,                         -- no New Year's greeting for the year after
    first_ordered_on text,                            -- of qualifying purchases; kept by every write
    last_ordered_on  text,
    purchase_count   integer not null default 0,
    net_minor        integer not null default 0,
    created_at       integer not null,
    updated_at       integer not null
, reviewed_on text, merged_into integer references households (id));

CREATE TABLE import_batches (
    id           integer primary key,
    file_name    text    not null,                    -- name only, never the path
    file_hash    text    not null,                    -- SHA-256, hex
    kind         text    not null check (kind in ('customers', 'purchases', 'products', 'deliveries', 'optouts')),
    system       text    not null,
    encoding     text    not null,
    mapping      text    not null,                    -- JSON, as confirmed
    counts       text    not null,                    -- JSON: what the commit reported
    rejects      text    not null default '[]',       -- JSON: line, column, code, value (the first 10,000)
    backup_name  text    not null default '',
    state        text    not null check (state in ('committed', 'undone')),
    committed_at integer not null,
    undone_at    integer
, sheets text not null default '[]');

CREATE TABLE import_changes (
    id         integer primary key,
    batch_id   integer not null references import_batches (id),
    table_name text    not null,
    row_id     integer not null,
    before     text    not null
, after text not null default '', line integer not null default 0);

CREATE TABLE import_erased (
    mark      bigint  primary key,                    -- 64 bits of SHA-256 over the store's own number and the evidence
    erased_at integer not null
) without rowid;

CREATE TABLE import_kept (
    customer_id integer not null,                     -- may be gone since: then it says nothing
    field       text    not null,
    told        bigint  not null,                     -- key of what the file said
    batch_id    integer not null references import_batches (id),
    primary key (customer_id, field, told)
) without rowid;

CREATE TABLE import_kept_products (
    product_id integer not null,                      -- may be gone since: then it says nothing
    field      text    not null,
    told       bigint  not null,                      -- key of what the list said
    batch_id   integer not null references import_batches (id),
    primary key (product_id, field, told)
) without rowid;

CREATE TABLE import_lines (
    batch_id   integer not null references import_batches (id),
    table_name text    not null,
    first_id   integer not null,
    steps      text    not null,                      -- e.g. '2 1x40 3': line of the first row, then from each to the next
    primary key (batch_id, table_name, first_id)
) without rowid;

CREATE TABLE import_mappings (
    fingerprint text    primary key,
    mapping     text    not null,
    used_at     integer not null
) without rowid;

CREATE TABLE import_ranges (
    batch_id   integer not null references import_batches (id),
    table_name text    not null,
    first_id   integer not null,
    last_id    integer not null,
    primary key (batch_id, table_name, first_id)
) without rowid;

CREATE TABLE jobs (
    id         integer primary key,
    kind       text    not null,
    key        text    not null,
    state      text    not null check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
    run_after  integer not null,
    attempts   integer not null default 0,
    error_code text    not null default '',
    created_at integer not null,
    updated_at integer not null,
    unique (kind, key)
);

CREATE TABLE look_marks (
    customer_id integer primary key
);

CREATE TABLE look_taken (
    customer_id integer primary key
);

CREATE TABLE looked_people (
    customer_id integer primary key,
    keys        text    not null                      -- JSON list of numbers
);

CREATE TABLE match_keys (
    key         bigint  not null,                     -- 64-bit key of a telephone number, mail, dwelling, name in a town
    customer_id integer not null,
    primary key (key, customer_id)
) without rowid;

CREATE TABLE merges (
    id          integer primary key,
    token       integer,                              -- of the audit trail; takes it back
    kept_id     integer not null references customers (id),
    absorbed_id integer not null references customers (id),
    by_rule     integer not null check (by_rule in (0, 1)),
    score       integer not null check (score between 0 and 1000),
    moved       text    not null,                     -- JSON: what went from one to the other
    merged_at   integer not null,
    undone_at   integer
);

CREATE TABLE needs_listed (
    id           integer primary key,
    household_id integer not null references households (id) on delete cascade,
    listed_on    text    not null,
    signs        text    not null                        -- comma list, the gravest first
);

CREATE TABLE notes (
    id            integer primary key,
    household_id  integer not null references households (id),
    customer_id   integer references customers (id),
    owned_item_id integer references owned_items (id),
    body          text    not null,
    staff_id      integer references staff (id),
    written_on    text    not null,
    deleted_at    integer,
    created_at    integer not null,
    updated_at    integer not null
);

CREATE TABLE number_settings (
    id              integer primary key check (id = 1),
    margin_permille integer check (margin_permille between 1 and 1000), -- of net sales; null: nobody said
    recency_cuts    text    not null default '',      -- four ascending numbers with commas (days); empty: the ordinary
    frequency_cuts  text    not null default '',      -- purchases
    money_cuts      text    not null default ''       -- minor units
);

CREATE TABLE owned_items (
    id               integer primary key,
    household_id     integer not null references households (id),
    customer_id      integer not null references customers (id),
    line_id          integer references purchase_lines (id),   -- null: bought elsewhere
    product_id       integer references products (id),
    class_id         integer not null references care_classes (id),
    name             text    not null,
    quantity         integer not null default 1,
    room             text    not null default '',
    state            text    not null check (state in ('awaiting', 'in_use', 'stored', 'given_away', 'disposed', 'returned', 'exchanged', 'cancelled')),
    state_since      text,
    delivered_on     text,
    certainty        text    check (certainty in ('confirmed', 'estimated', 'planned')),
    spread           integer not null default 0 check (spread between 0 and 27), -- the household's
    care_from        text,                            -- care is planned from this day on; null: from the shop's
                                                      -- plan_from; '9999-12-31': never
    secret           integer not null default 0 check (secret in (0, 1)),        -- a surprise: never name it to others
    note             text    not null default '',
    created_at       integer not null,
    updated_at       integer not null
);

CREATE TABLE plan_steps (
    id           integer primary key,
    plan_id      integer not null references plans (id),
    code         text    not null,
    position     integer not null,
    content_id   integer not null references care_contents (id),
    offset_unit  text    not null check (offset_unit in ('days', 'months')),
    offset_count integer not null check (offset_count between 0 and 3650),
    repeat_unit  text    check (repeat_unit in ('days', 'months')),
    repeat_count integer check (repeat_count between 1 and 3650),
    until_unit   text    check (until_unit in ('days', 'months')),
    until_count  integer check (until_count between 1 and 36500),
    season_from  text,                                -- 'MM-DD'
    season_until text,
    touch        text    not null check (touch in ('high', 'low', 'tech')),
    channel      text    not null check (channel in ('phone', 'letter', 'postcard', 'email', 'line', 'sms', 'visit', 'leaflet')),
    fallback     text    check (fallback in ('phone', 'letter', 'postcard', 'email', 'line', 'sms', 'visit', 'leaflet')),
    grace_days   integer not null default 30 check (grace_days between 0 and 365),
    minutes      integer not null default 5 check (minutes between 0 and 240),   -- of the shop's time
    active       integer not null default 1 check (active in (0, 1)),
    unique (plan_id, code)
);

CREATE TABLE plans (
    id         integer primary key,
    code       text    not null unique,
    name_ja    text    not null,
    name_en    text    not null,
    family     text,
    material   text,
    finish     text,
    priority   integer not null default 0,
    active     integer not null default 1 check (active in (0, 1)),
    origin     text    not null default 'library' check (origin in ('library', 'shop')),
    updated_at integer not null
);

CREATE TABLE products (
    id          integer primary key,
    code        text    not null,                     -- the shop's own; unique
    name        text    not null,
    class_id    integer not null references care_classes (id),
    class_by    text    not null default 'guess' check (class_by in ('guess', 'file', 'hand')),
    price_minor integer,
    maker       text    not null default '',
    created_at  integer not null,
    updated_at  integer not null,
    unique (code)
);

CREATE TABLE purchase_lines (
    id           integer primary key,
    purchase_id  integer not null references purchases (id),
    position     integer not null,
    product_id   integer references products (id),
    name         text    not null,
    kind         text    not null check (kind in ('goods', 'service', 'repair', 'care_kit', 'fee', 'discount')),
    quantity     integer not null,
    amount_minor integer not null,
    unique (purchase_id, position)
);

CREATE TABLE purchases (
    id             integer primary key,
    household_id   integer not null references households (id),
    customer_id    integer not null references customers (id),
    source         text    not null,                  -- 'hand', 'generic', 'shopify', …
    external_id    text    not null,
    ordered_on     text    not null,
    channel        text    not null default 'store' check (channel in ('store', 'online', 'mall', 'phone', 'other')),
    staff_id       integer references staff (id),
    gross_minor    integer not null,                  -- what was paid, fees and discounts in
    refunded_minor integer not null default 0 check (refunded_minor >= 0),
    qualifies      integer not null check (qualifies in (0, 1)), -- counts as a purchase for cohorts
    state          text    not null default 'ok' check (state in ('ok', 'cancelled', 'returned')),
    content_hash   bigint  not null default 0,        -- of what the file said; a re-import sees change by it
    delivery_open  integer not null default 0 check (delivery_open in (0, 1, 2)), -- of a purchase with goods:
                                                      -- 2 delivery day not known, 1 only estimated; else 0
    note           text    not null default '',
    created_at     integer not null,
    updated_at     integer not null,
    unique (source, external_id)
);

CREATE TABLE refunds (
    id           integer primary key,
    purchase_id  integer not null references purchases (id),
    line_id      integer references purchase_lines (id),
    refunded_on  text    not null,
    amount_minor integer not null check (amount_minor > 0),
    reason       text    not null default '',
    created_at   integer not null
, source text not null default '', external_id text not null default '');

CREATE TABLE search_marks (
    customer_id integer primary key
);

CREATE TABLE shop (
    id                integer primary key check (id = 1),
    store_uid         text    not null,               -- random, tells stores apart in the keychain
    kind              text    not null check (kind in ('real', 'practice')),
    name              text    not null,
    sender_name       text    not null default '',    -- printed on advertising, required for it
    sender_address    text    not null default '',
    sender_contact    text    not null default '',
    opt_out_line      text    not null default '',
    currency          text    not null,               -- ISO 4217
    currency_digits   integer not null check (currency_digits between 0 and 4),
    zone              text    not null,               -- IANA
    region            text    not null default 'jp' check (region in ('jp', 'uk', 'eu', 'us')),
    closed_weekdays   text    not null default '',    -- digits 1 (Monday) to 7 (Sunday), e.g. '3'
    phone_from        integer not null default 600 check (phone_from between 0 and 1439),   -- minutes
    phone_until       integer not null default 1140 check (phone_until between 1 and 1440), -- minutes
    daily_minutes     integer not null default 10 check (daily_minutes between 1 and 1440),
    care_gap_days     integer not null default 28 check (care_gap_days between 0 and 365),
    offers_per_year   integer not null default 3 check (offers_per_year between 0 and 52),
    same_content_days integer not null default 180 check (same_content_days between 0 and 3650),
    merge_days        integer not null default 30 check (merge_days between 0 and 365),
    delivery_lead_days integer not null default 14 check (delivery_lead_days between 0 and 365),
    plan_from         text,                           -- care is planned from this day on; null: not yet chosen
    planned_through   text,                           -- the last day whose follow-ups stand in the store
    last_opened_on    text,                           -- to notice weeks away and a clock set back
    data_version      integer not null default 0,     -- grows with every write that numbers feed on
    created_at        integer not null
, watch_folder text not null default '');

CREATE TABLE staff (
    id         integer primary key,
    name       text    not null,
    role       text    not null check (role in ('owner', 'staff', 'new_hire')),
    active     integer not null default 1 check (active in (0, 1)),
    created_at integer not null
);

CREATE TABLE standing_blocks (
    block  integer primary key,                          -- household_id >> 10
    built  integer not null,                             -- grows with every block that is packed anew
    packed text    not null
);

CREATE TABLE standing_marks (
    block integer primary key                            -- household_id >> 10: to be packed anew
);

CREATE TABLE touches (
    id              integer primary key,
    household_id    integer not null references households (id),
    customer_id     integer not null references customers (id),
    follow_up_id    integer references follow_ups (id),
    owned_item_id   integer references owned_items (id),
    content_id      integer references care_contents (id),
    content_version integer,
    kind            text    not null check (kind in ('safety', 'notice', 'care', 'offer', 'request', 'promise', 'memo')),
    channel         text    not null check (channel in ('phone', 'letter', 'postcard', 'email', 'line', 'sms', 'visit', 'leaflet')),
    direction       text    not null check (direction in ('out', 'in')),
    outcome         text    not null check (outcome in ('reached', 'not_reached', 'left_message', 'sent', 'posted', 'handed_over', 'came_in')),
    happened_on     text    not null,
    happened_at     integer not null,
    staff_id        integer references staff (id),
    consent_id      integer references consents (id), -- the proof that it was allowed
    said            text    not null default '',      -- the exact text that went out
    note            text    not null default '',
    undone_at       integer                           -- taken back; kept, never counted
);

CREATE TABLE voices (
    id                integer primary key,
    household_id      integer not null references households (id),
    customer_id       integer not null references customers (id),
    occasion          text not null check (occasion in ('delivery', 'care', 'case', 'relation')),
    way               text not null check (way in ('card', 'phone', 'shop', 'web')),
    answered_on       text not null,
    recommend         integer check (recommend between 0 and 10),
    satisfaction      integer check (satisfaction between 1 and 5),
    ease              integer check (ease between 1 and 5),
    about_quality     integer check (about_quality between 1 and 5),
    about_choice      integer check (about_choice between 1 and 5),
    about_advice      integer check (about_advice between 1 and 5),
    about_price       integer check (about_price between 1 and 5),
    about_lead_time   integer check (about_lead_time between 1 and 5),
    about_delivery    integer check (about_delivery between 1 and 5),
    about_aftercare   integer check (about_aftercare between 1 and 5),
    about_place       integer check (about_place between 1 and 5),
    words             text not null default '',
    staff_id          integer references staff (id),
    deleted_at        integer,
    created_at        integer not null,
    updated_at        integer not null
, goal text not null default '', goal_met text check (goal_met in ('no', 'partly', 'yes')));

CREATE TABLE watched_files (
    name     text    primary key,                     -- in the folder, never a path
    size     integer not null,
    modified integer not null,                        -- ms UTC, as the system tells it
    hash     text    not null,                        -- SHA-256, hex
    kind     text    not null,
    system   text    not null,
    rows     integer not null
) without rowid;

CREATE TRIGGER consents_are_never_changed before update on consents
begin
    select raise(abort, 'the consent ledger only grows');
end;

CREATE TRIGGER consents_are_never_removed before delete on consents
begin
    select raise(abort, 'the consent ledger only grows');
end;

CREATE TRIGGER look_at_changed_addresses
    after update of postal_code, prefecture, city, street, building on addresses
begin
    insert or ignore into look_marks (customer_id) select id from customers where household_id = new.household_id;
end;

CREATE TRIGGER look_at_changed_contacts after update of value_key, customer_id on contact_points
begin
    insert or ignore into look_marks (customer_id) values (new.customer_id);
    insert or ignore into look_marks (customer_id) values (old.customer_id);
end;

CREATE TRIGGER look_at_fewer_contacts after delete on contact_points
begin
    insert or ignore into look_marks (customer_id) values (old.customer_id);
end;

CREATE TRIGGER look_at_new_addresses after insert on addresses
begin
    insert or ignore into look_marks (customer_id) select id from customers where household_id = new.household_id;
end;

CREATE TRIGGER look_at_new_contacts after insert on contact_points
begin
    insert or ignore into look_marks (customer_id) values (new.customer_id);
end;

CREATE TRIGGER look_at_new_customers after insert on customers
begin
    insert or ignore into look_marks (customer_id) values (new.id);
end;

CREATE TRIGGER look_at_renamed_customers
    after update of kind, family_name, given_name, family_kana, given_kana, household_id, merged_into on customers
begin
    insert or ignore into look_marks (customer_id) values (new.id);
end;

CREATE TRIGGER look_no_more after delete on customers
begin
    delete from match_keys where customer_id = old.id
        and key in (select value from json_each((select keys from looked_people where customer_id = old.id)));
    delete from looked_people where customer_id = old.id;
    delete from look_marks where customer_id = old.id;
    delete from duplicate_pairs where one_id = old.id;
    delete from duplicate_pairs where other_id = old.id;
end;

CREATE TRIGGER standing_of_changed_addresses after update on addresses
begin
    insert or ignore into standing_marks (block) values (new.household_id >> 10);
    insert or ignore into standing_marks (block) values (old.household_id >> 10);
end;

CREATE TRIGGER standing_of_changed_cases after update on cases
begin
    insert or ignore into standing_marks (block) values (new.household_id >> 10);
    insert or ignore into standing_marks (block) values (old.household_id >> 10);
end;

CREATE TRIGGER standing_of_changed_contacts after update of customer_id, kind, state on contact_points
begin
    insert or ignore into standing_marks (block)
        select household_id >> 10 from customers where id in (new.customer_id, old.customer_id);
end;

CREATE TRIGGER standing_of_changed_customers
    after update of household_id, state, suppressed, refused_channels, merged_into on customers
begin
    insert or ignore into standing_marks (block) values (new.household_id >> 10);
    insert or ignore into standing_marks (block) values (old.household_id >> 10);
end;

CREATE TRIGGER standing_of_changed_things after update of household_id, state, delivered_on on owned_items
begin
    insert or ignore into standing_marks (block) values (new.household_id >> 10);
    insert or ignore into standing_marks (block) values (old.household_id >> 10);
end;

CREATE TRIGGER standing_of_changed_touches after update on touches
begin
    insert or ignore into standing_marks (block) values (new.household_id >> 10);
    insert or ignore into standing_marks (block) values (old.household_id >> 10);
end;

CREATE TRIGGER standing_of_changed_voices after update on voices
begin
    insert or ignore into standing_marks (block) values (new.household_id >> 10);
    insert or ignore into standing_marks (block) values (old.household_id >> 10);
end;

CREATE TRIGGER standing_of_fewer_addresses after delete on addresses
begin
    insert or ignore into standing_marks (block) values (old.household_id >> 10);
end;

CREATE TRIGGER standing_of_fewer_cases after delete on cases
begin
    insert or ignore into standing_marks (block) values (old.household_id >> 10);
end;

CREATE TRIGGER standing_of_fewer_contacts after delete on contact_points
begin
    insert or ignore into standing_marks (block)
        select household_id >> 10 from customers where id = old.customer_id;
end;

CREATE TRIGGER standing_of_fewer_customers after delete on customers
begin
    insert or ignore into standing_marks (block) values (old.household_id >> 10);
end;

CREATE TRIGGER standing_of_fewer_things after delete on owned_items
begin
    insert or ignore into standing_marks (block) values (old.household_id >> 10);
end;

CREATE TRIGGER standing_of_fewer_touches after delete on touches
begin
    insert or ignore into standing_marks (block) values (old.household_id >> 10);
end;

CREATE TRIGGER standing_of_fewer_voices after delete on voices
begin
    insert or ignore into standing_marks (block) values (old.household_id >> 10);
end;

CREATE TRIGGER standing_of_lapsed_care after update of state, household_id on follow_ups
    when old.state = 'lapsed' or new.state = 'lapsed'
begin
    insert or ignore into standing_marks (block) values (new.household_id >> 10);
    insert or ignore into standing_marks (block) values (old.household_id >> 10);
end;

CREATE TRIGGER standing_of_new_addresses after insert on addresses
begin
    insert or ignore into standing_marks (block) values (new.household_id >> 10);
end;

CREATE TRIGGER standing_of_new_cases after insert on cases
begin
    insert or ignore into standing_marks (block) values (new.household_id >> 10);
end;

CREATE TRIGGER standing_of_new_contacts after insert on contact_points
begin
    insert or ignore into standing_marks (block)
        select household_id >> 10 from customers where id = new.customer_id;
end;

CREATE TRIGGER standing_of_new_customers after insert on customers
begin
    insert or ignore into standing_marks (block) values (new.household_id >> 10);
end;

CREATE TRIGGER standing_of_new_things after insert on owned_items
begin
    insert or ignore into standing_marks (block) values (new.household_id >> 10);
end;

CREATE TRIGGER standing_of_new_touches after insert on touches
begin
    insert or ignore into standing_marks (block) values (new.household_id >> 10);
end;

CREATE TRIGGER standing_of_new_voices after insert on voices
begin
    insert or ignore into standing_marks (block) values (new.household_id >> 10);
end;

CREATE TRIGGER standing_of_recounted_households
    after update of first_ordered_on, last_ordered_on, purchase_count, net_minor, merged_into on households
begin
    insert or ignore into standing_marks (block) values (new.id >> 10);
end;

