-- The raw schema: what extraction said, as it said it. One home for its columns; load.py fills it, dbt reads it.
-- No primary keys: they cost seconds at scale; dbt tests for duplicates instead.

create schema if not exists raw;

create table if not exists raw.documents (
    document_id varchar not null,
    source_name varchar not null,
    source_url varchar,
    byte_count bigint not null,
    first_seen_at timestamp not null,
    sighting bigint not null,
    intake_rejection varchar,
    intake_rejection_detail varchar
);
comment on table raw.documents is 'One row per document ever seen, from the ledger. intake_rejection names why it was never handed to extraction.';
comment on column raw.documents.sighting is 'Running number of the first ledger line of the document: orders documents seen at one moment.';

create table if not exists raw.reports (
    document_id varchar not null,
    extractor_version varchar not null,
    media_type varchar not null,
    rejection varchar,
    rejection_detail varchar,
    text_digest varchar not null,
    report_id varchar,
    authority_id varchar,
    authority_name varchar,
    authority_kind varchar,
    authority_level varchar,
    parent_authority_id varchar,
    region_code varchar,
    report_year integer,
    era varchar,
    form varchar,
    scope varchar,
    title varchar,
    published_date date,
    script varchar
);
comment on table raw.reports is 'One row per document that extraction read: the report it is, or the reason why it is none.';

create table if not exists raw.observations (
    document_id varchar not null,
    observation_number integer not null,
    extractor_version varchar not null,
    fact varchar not null,
    measure varchar,
    item varchar,
    channel varchar,
    topic varchar,
    applicant varchar,
    outcome varchar,
    reason varchar,
    procedure varchar,
    result varchar,
    value decimal(20, 2),
    value_printed varchar not null,
    value_state varchar not null,
    unit varchar not null,
    quote varchar not null,
    section varchar not null,
    char_start integer not null,
    char_end integer not null,
    page integer,
    table_index integer,
    row_index integer,
    column_index integer,
    rule varchar not null,
    is_approximate boolean not null,
    is_nested boolean not null,
    share_printed decimal(9, 4),
    is_selected boolean not null
);
comment on table raw.observations is 'One row per number read; observation_number counts within the document.';

create table if not exists raw.issues (
    document_id varchar not null,
    issue_number integer not null,
    extractor_version varchar not null,
    kind varchar not null,
    message varchar not null,
    quote varchar not null,
    char_start integer,
    char_end integer,
    page integer,
    table_index integer,
    row_index integer,
    column_index integer
);
comment on table raw.issues is 'One row per thing that extraction could not read or found contradictory.';

create table if not exists raw.parts (
    document_id varchar not null,
    part_number integer not null,
    code varchar not null,
    heading varchar not null,
    char_start integer not null,
    char_end integer not null
);
comment on table raw.parts is 'One row per part of a report, from its heading of the first order to the next: what it speaks of, and where it stands in the text.';

create table if not exists raw.document_texts (
    document_id varchar not null,
    text varchar not null
);
comment on table raw.document_texts is 'The text that char_start and char_end count in, as printed.';

create table if not exists raw.roster (
    authority_id varchar not null,
    name varchar,
    first_year integer,
    last_year integer,
    line_number integer
);
comment on table raw.roster is 'The authorities that ought to report and from which year to which, as the home''s roster.csv names them.';

create table if not exists raw.corrections (
    report_id varchar not null,
    fact varchar not null,
    measure varchar,
    item varchar,
    channel varchar,
    topic varchar,
    applicant varchar,
    outcome varchar,
    reason varchar,
    procedure varchar,
    result varchar,
    printed_value decimal(20, 2),
    corrected_value decimal(20, 2) not null,
    justification varchar,
    evidence varchar,
    line_number integer
);
comment on table raw.corrections is 'The home''s corrections.csv: a printed value, the right one, and why. An empty dimension means all, an empty printed value a blank cell.';

create table if not exists raw.waivers (
    rule_id varchar not null,
    report_id varchar not null,
    reason varchar,
    waived_by varchar,
    waived_on date,
    line_number integer
);
comment on table raw.waivers is 'The home''s waivers.csv: rules that a person has set aside for a report, with reason, name and day.';

create table if not exists raw.captures (
    capture_number bigint not null,
    address varchar not null,
    authority varchar,
    report_year integer,
    captured_at timestamp not null,
    outcome varchar not null,
    reason varchar,
    detail varchar,
    final_address varchar,
    status integer,
    document_id varchar,
    byte_count bigint,
    etag varchar,
    last_modified varchar,
    content_type varchar,
    response_count integer not null
);
comment on table raw.captures is 'One row per attempt to fetch an address, from captures.jsonl (which has all headers too). outcome: fetched, not_modified, vanished, failed; reason: a code of seeds/capture_reasons.csv.';
comment on column raw.captures.capture_number is 'The line of captures.jsonl: the order of attempts.';
comment on column raw.captures.document_id is 'The document that the page was at that time; null where none came.';

create table if not exists raw.verdicts (
    build_digest varchar not null,
    recorded_at timestamp not null,
    is_passed boolean not null,
    results varchar not null
);
comment on table raw.verdicts is 'What the expectations said of each build (results: JSON). Publication demands the newest verdict on exactly its build.';

create table if not exists raw.inputs (
    name varchar not null,
    digest varchar not null
);
comment on table raw.inputs is 'What stands in the raw schema (ledger, captures, corrections, waivers, roster), what the last whole build was made of (build), by which recipe it can be changed rather than made anew (recipe), and since which release changes are known (release).';

create table if not exists raw.built (
    report_id varchar not null,
    authority_id varchar,
    report_year integer,
    parent_authority_id varchar,
    signature ubigint,
    cell_count bigint,
    print hugeint
);
comment on table raw.built is 'What each report of the last whole build was made of: a build changes the reports of another signature, and those beside them. Empty: everything is made anew.';

create table if not exists raw.reread (
    document_id varchar not null
);
comment on table raw.reread is 'Documents whose reading was replaced since the last whole build.';

create table if not exists raw.tested (
    document_id varchar not null
);
comment on table raw.tested is 'Documents whose numbers a whole build tested: they are not asked again, unless they are read again.';
