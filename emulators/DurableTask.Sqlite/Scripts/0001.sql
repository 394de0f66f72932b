-- Times are .NET ticks, UTC. Ids come from one counter for all tables and grow in commit order.

-- One row per instance id: its current execution.
CREATE TABLE instances (
    id            INTEGER PRIMARY KEY,
    instance_id   TEXT    NOT NULL UNIQUE,
    execution_id  TEXT    NOT NULL,
    name          TEXT    NOT NULL,
    version       TEXT,
    status        INTEGER NOT NULL, -- OrchestrationStatus
    created       INTEGER NOT NULL,
    updated       INTEGER NOT NULL,
    completed     INTEGER,
    scheduled     INTEGER,
    custom_status TEXT,
    output        TEXT,
    failure       TEXT,             -- FailureDetails as JSON
    parent        INTEGER           -- the instance that called this one
);
CREATE INDEX instances_by_parent ON instances (parent) WHERE parent IS NOT NULL;

-- The input and metadata that an instance was started with. In a separate table, so that episodes do not rewrite them.
CREATE TABLE origins (
    instance   INTEGER PRIMARY KEY,
    input      TEXT,
    tags       TEXT,                -- JSON object
    parent     TEXT,                -- ParentInstance as JSON
    generation INTEGER
);

-- One row per episode: its events as a JSON array.
CREATE TABLE history (
    id       INTEGER PRIMARY KEY,
    instance INTEGER NOT NULL,
    events   BLOB    NOT NULL
);
CREATE INDEX history_by_instance ON history (instance);

-- Messages for an instance's next episode.
CREATE TABLE messages (
    id       INTEGER PRIMARY KEY,
    instance INTEGER NOT NULL,
    body     BLOB    NOT NULL
);
CREATE INDEX messages_by_instance ON messages (instance);

-- Messages that are not due yet. A row stays until an episode has taken its message.
CREATE TABLE timers (
    id       INTEGER PRIMARY KEY,
    instance INTEGER NOT NULL,
    due      INTEGER NOT NULL,
    starts   INTEGER NOT NULL,      -- 1: the instance's own start
    body     BLOB    NOT NULL
);
CREATE INDEX timers_by_instance ON timers (instance);

-- Activities that have not completed.
CREATE TABLE activities (
    id       INTEGER PRIMARY KEY,
    instance INTEGER NOT NULL,
    task     INTEGER NOT NULL,      -- event id of its TaskScheduled
    body     BLOB    NOT NULL
);
