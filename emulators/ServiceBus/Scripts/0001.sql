-- Times are UTC ticks of 100 ns; 9223372036854775807 is never.
-- Locks are not kept: after a restart a message that was locked is there for whoever asks first.
CREATE TABLE messages (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    queue TEXT NOT NULL,
    -- Later than now: scheduled.
    enqueued_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    -- Deliveries that have ended without a settlement.
    delivery_count INTEGER NOT NULL,
    deferred INTEGER NOT NULL,
    -- The sender's message annotations, an AMQP map; empty for none.
    annotations BLOB NOT NULL,
    -- The bare message as it came in, last, so that reading the other columns leaves its pages alone.
    content BLOB NOT NULL
) STRICT;

CREATE TABLE duplicates (
    queue TEXT NOT NULL,
    message_id TEXT NOT NULL,
    forget_at INTEGER NOT NULL,
    PRIMARY KEY (queue, message_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX duplicates_by_time ON duplicates (forget_at);
