/**
 * What makes an empty database ours, and an old one new: each step once, in this order. A step that has been published
 * is never changed; what is to be different is a new one at the end.
 *
 * Weights of `search`: A subject, B who wrote, C to whom, D everything else; `others` has the words of fields that have
 * no weight of their own.
 */
export const migrations: readonly string[] = [
  `
  create table parley_messages (
    seq bigint generated always as identity primary key,
    id text not null unique,
    session_id text not null,
    received_at timestamptz not null,
    reverse_path text not null,
    recipients text[] not null,
    mailboxes text[] not null,
    login text,
    size bigint not null,
    is_read boolean not null default false,
    tags text[] not null default '{}',
    has_attachment boolean not null,
    has_inline boolean not null,
    has_html boolean not null,
    has_unsubscribe boolean not null,
    envelope jsonb not null,
    overview jsonb not null,
    search tsvector not null,
    others jsonb not null
  );
  create index parley_messages_search on parley_messages using gin (search);
  create index parley_messages_mailboxes on parley_messages using gin (mailboxes);
  create index parley_messages_tags on parley_messages using gin (tags) where tags <> '{}';
  create index parley_messages_session on parley_messages (session_id);
  create index parley_messages_login on parley_messages (lower(login)) where login is not null;
  create index parley_messages_unread on parley_messages (seq) where not is_read;

  create table parley_contents (
    seq bigint not null references parley_messages on delete cascade,
    piece integer not null,
    octets bytea not null,
    primary key (seq, piece)
  );
  alter table parley_contents alter octets set storage external;

  -- Added up they are what the store holds. Many rows, so that nobody waits for somebody else's.
  create table parley_counts (
    shard smallint primary key,
    messages bigint not null,
    unread bigint not null,
    octets bigint not null
  );
  insert into parley_counts select shard, 0, 0, 0 from generate_series(0, 15) shard;

  create table parley_sessions (
    seq bigint generated always as identity primary key,
    id text not null unique,
    started timestamptz not null,
    duration double precision not null,
    client_address text,
    helo text,
    login text,
    tls text,
    has_quit boolean not null,
    message_ids text[] not null,
    refusals integer not null,
    deviations integer not null,
    faults integer not null,
    first_refusal text,
    transcript bytea not null
  );
  alter table parley_sessions alter transcript set storage external;

  create table parley_outgoing (
    seq bigint generated always as identity primary key,
    id text not null unique,
    message jsonb not null,
    next timestamptz,
    claimed_until timestamptz,
    octets bytea not null
  );
  create index parley_outgoing_next on parley_outgoing (next) where next is not null;
  `,
  // Contents are deleted beside their messages: the check of each one costs a commit too much.
  `
  alter table parley_contents drop constraint parley_contents_seq_fkey;
  `,
  // What is read in a message comes later.
  `
  alter table parley_messages
    alter has_attachment drop not null,
    alter has_inline drop not null,
    alter has_html drop not null,
    alter has_unsubscribe drop not null,
    alter overview drop not null,
    alter search drop not null,
    alter others drop not null;
  create index parley_messages_put_off on parley_messages (seq) where overview is null;
  `,
  // Whatever is sought is found without reading every message.
  `
  create function parley_folded(names text[]) returns text[]
    language plpgsql immutable strict parallel safe as $$ begin return lower(names::text)::text[]; end $$;
  drop index parley_messages_mailboxes;
  create index parley_messages_mailboxes on parley_messages using gin (parley_folded(mailboxes));
  drop index parley_messages_tags;
  create index parley_messages_tags on parley_messages using gin (parley_folded(tags)) where tags <> '{}';
  create index parley_messages_tagged on parley_messages (seq) where tags <> '{}';
  create index parley_messages_message_id on parley_messages
    using gin (string_to_array(left(others->>'messageId', 400), ' '));
  create index parley_messages_long_message_id on parley_messages (seq) where length(others->>'messageId') > 400;
  create index parley_messages_read on parley_messages (seq) where is_read;
  create index parley_messages_has_attachment on parley_messages (seq) where has_attachment;
  create index parley_messages_has_inline on parley_messages (seq) where has_inline;
  create index parley_messages_has_html on parley_messages (seq) where has_html;
  create index parley_messages_has_unsubscribe on parley_messages (seq) where has_unsubscribe;
  create index parley_messages_received on parley_messages (received_at);
  create index parley_messages_size on parley_messages (size);
  alter table parley_messages drop constraint parley_messages_pkey;
  alter table parley_messages add primary key (seq) include (received_at, size);
  `,
]
