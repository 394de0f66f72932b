-- Times are UTC ticks of .NET. Ids come from one counter for all tables and grow in the order of commits.

-- One row an instance id: its present execution.
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

-- What an instance was started with. Apart, so that an episode does not write it again.
CREATE TABLE origins (
    instance   INTEGER PRIMARY KEY,
    input      TEXT,
    tags       TEXT,                -- JSON object
    parent     TEXT,                -- ParentInstance as JSON
    generation INTEGER
);

-- One row an episode: its events as a JSON array.
CREATE TABLE history (
    id       INTEGER PRIMARY KEY,
    instance INTEGER NOT NULL,
    events   BLOB    NOT NULL
);
CREATE INDEX history_by_instance ON history (instance);

-- What waits for an instance's next episode.
CREATE TABLE messages (
    id       INTEGER PRIMARY KEY,
    instance INTEGER NOT NULL,
    body     BLOB    NOT NULL
);
CREATE INDEX messages_by_instance ON messages (instance);

-- Messages that are not due yet. Stay until an episode has taken them.
CREATE TABLE timers (
    id       INTEGER PRIMARY KEY,
    instance INTEGER NOT NULL,
    due      INTEGER NOT NULL,
    starts   INTEGER NOT NULL,      -- 1: the instance's own start
    body     BLOB    NOT NULL
);
CREATE INDEX timers_by_instance ON timers (instance);

-- Activities that have not answered.
CREATE TABLE activities (
    id       INTEGER PRIMARY KEY,
    instance INTEGER NOT NULL,
    task     INTEGER NOT NULL,      -- event id of its TaskScheduled
    body     BLOB    NOT NULL
);
