namespace SegFunctions.Compatibility.AppHook;

/// <summary>How a storage operation fails.</summary>
public enum FaultKind
{
    /// <summary>It is not done, and the caller is told so.</summary>
    Refused,

    /// <summary>It is done, and the caller is told that it failed.</summary>
    AnswerLost,

    /// <summary>It is done, its answer is lost on the way, and the client library does it again by itself. SQLite has no such way.</summary>
    AnswerLostAndRetried,
}
