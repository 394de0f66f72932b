-- Times are ticks of 100 ns, UTC; 9223372036854775807 means never.
-- Locks are not stored: after a restart, a message that was locked is delivered to the first receiver.
CREATE TABLE messages (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    queue TEXT NOT NULL,
    -- In the future for a scheduled message.
    enqueued_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    -- Deliveries that ended without a settlement.
    delivery_count INTEGER NOT NULL,
    deferred INTEGER NOT NULL,
    -- The sender's message annotations, an AMQP map; empty if there are none.
    annotations BLOB NOT NULL,
    -- The bare message as it was received. The last column, so that reading the others does not touch its pages.
    content BLOB NOT NULL
) STRICT;

CREATE TABLE duplicates (
    queue TEXT NOT NULL,
    message_id TEXT NOT NULL,
    forget_at INTEGER NOT NULL,
    PRIMARY KEY (queue, message_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX duplicates_by_time ON duplicates (forget_at);
