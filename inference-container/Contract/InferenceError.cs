namespace SegFunctions.Contract;

/// <summary>Why an attempt failed in a way that a retry would repeat.</summary>
/// <param name="Code">A code for programs.</param>
/// <param name="Message">A sentence for human readers that says what was wrong with the input; it never names a path or host of the service.</param>
public sealed record InferenceError(InferenceErrorCode Code, string Message)
{
    /// <summary>The beginning of messages about the background of cut-outs rather than the input.</summary>
    public const string OfBackground = "The background cannot be used.";
}

/// <summary>Every way in which an item can fail in the worker, in the order of processing.</summary>
public enum InferenceErrorCode
{
    /// <summary>The input blob does not exist (never uploaded, or purged).</summary>
    InputMissing,

    /// <summary>The first bytes do not match any accepted type of picture or video.</summary>
    InputTypeUnsupported,

    /// <summary>The input has more bytes or pixels than the limits allow.</summary>
    InputTooLarge,

    /// <summary>The type is accepted, but decoding fails: the input is truncated or corrupt.</summary>
    InputCorrupt,

    /// <summary>None of the prompts' words is in the model's vocabulary.</summary>
    PromptOutsideVocabulary,

    /// <summary>The queue gave up on the request at its delivery limit: each time a worker died or threw.</summary>
    DeliveryLimitReached,

    /// <summary>The service failed in a way that a retry would repeat.</summary>
    InferenceFailed,

    /// <summary>The picture contains nothing that the prompts ask for, and the request requires that something is found.</summary>
    NothingFound,

    /// <summary>Points or a box are on a frame that the video does not have.</summary>
    FrameOutsideVideo,

    /// <summary>The job's presence marker does not exist: either the job was deleted, and nobody waits for it, or storage has lost the marker.</summary>
    JobUnmarked,
}
