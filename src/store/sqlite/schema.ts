import type { Database } from './driver.ts'

/**
 * How the tables came to be, one step a version; a step that was released is never changed.
 *
 * `groups`: what was committed together, in one piece as it came: a message costs a commit nothing but its octets. They
 * are taken in later ("settled"): then there is a row in `messages` that says where in its group the content lies.
 * `pieces`: the content of large messages. `labels`: mailboxes, logins and tags of messages, for finding and counting.
 * `search`: the words; it holds no text. Both are written when there is time. `terms`: each word that is in it, once.
 */
const steps: readonly string[] = [
  `
  create table groups (id integer primary key, live integer not null, settled integer not null, bytes blob not null);
  create index unsettled on groups (id) where settled = 0;
  create table pieces (owner text not null, n integer not null, bytes blob not null, primary key (owner, n));
  create table messages (
    seq integer primary key, id text not null unique, session text not null, at integer not null,
    size integer not null, is_read integer not null, flags integer not null, indexed integer not null,
    grp integer not null, pos integer not null
  );
  create index by_session on messages (session);
  create index by_time on messages (at);
  create index by_size on messages (size);
  create index by_unread on messages (seq) where is_read = 0;
  create index unindexed on messages (seq) where indexed = 0;
  create table details (seq integer primary key, facts text not null, tags text not null, overview text, version integer);
  create table labels (kind text not null, folded text not null, seq integer not null, primary key (kind, folded, seq)) without rowid;
  create table label_counts (
    kind text not null, folded text not null, name text not null, messages integer not null, unread integer not null,
    primary key (kind, folded)
  ) without rowid;
  create table totals (messages integer not null, unread integer not null, octets integer not null, last integer not null);
  insert into totals values (0, 0, 0, 0);
  create virtual table search using fts5 (
    sender, recipient, cc, bcc, reply_to, subject, message_id, body,
    content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 0"
  );
  create table sessions (
    n integer primary key, id text not null unique, at integer not null, client text, outcomes integer not null,
    words text not null, summary text not null, transcript blob not null
  );
  create table outgoing (
    n integer primary key, id text not null unique, due integer, claimed_until integer not null, message text not null,
    content blob not null
  );
  create index outgoing_due on outgoing (due) where due is not null;
  `,
  `
  create table terms (term text primary key) without rowid;
  create virtual table temp.vocabulary using fts5vocab(main, search, row);
  insert into terms select term from temp.vocabulary;
  drop table temp.vocabulary;
  create index by_read on messages (seq) where is_read = 1;
  create index by_attachment on messages (seq) where flags & 1;
  create index by_inline on messages (seq) where flags & 2;
  create index by_html on messages (seq) where flags & 4;
  create index by_unsubscribe on messages (seq) where flags & 8;
  create index by_tagged on messages (seq) where flags & 16;
  `,
]

/** The newest there is. */
export const VERSION = steps.length

/** Bring the tables to the newest version. @throws Error where a newer Parley made them */
export function migrate(database: Database): void {
  const version = Number(database.prepare('pragma user_version').rows()[0]![0])
  if (version > VERSION)
    throw new Error(`it was made by a newer Parley (version ${version} of the tables, this one knows ${VERSION})`)
  for (let next = version; next < VERSION; next++) {
    database.exec('begin immediate')
    try {
      database.exec(steps[next]!)
      database.exec(`pragma user_version = ${next + 1}`)
      database.exec('commit')
    } catch (error) {
      database.exec('rollback')
      throw error
    }
  }
}
