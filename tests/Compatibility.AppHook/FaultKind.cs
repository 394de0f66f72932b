namespace SegFunctions.Compatibility.AppHook;

/// <summary>How a storage operation fails.</summary>
public enum FaultKind
{
    /// <summary>It is not carried out, and the caller gets an error.</summary>
    Refused,

    /// <summary>It is carried out, but the caller gets an error.</summary>
    AnswerLost,

    /// <summary>It is carried out, but its response is lost, and the client library repeats it by itself. Not possible with SQLite.</summary>
    AnswerLostAndRetried,
}
