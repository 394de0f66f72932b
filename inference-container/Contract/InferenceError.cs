namespace SegFunctions.Contract;

/// <summary>Why an attempt failed, without a retry.</summary>
/// <param name="Code">For programs.</param>
/// <param name="Message">A sentence for people; says what was wrong with the input, never a path or host of the service.</param>
public sealed record InferenceError(InferenceErrorCode Code, string Message)
{
    /// <summary>How a message begins that is about the background of cut-outs, not about the input.</summary>
    public const string OfBackground = "The background cannot be used.";
}

/// <summary>Every way in which an item can fail in the worker, by its place.</summary>
public enum InferenceErrorCode
{
    /// <summary>The input blob does not exist (never uploaded, or purged).</summary>
    InputMissing,

    /// <summary>The first bytes do not match any accepted type of picture or video.</summary>
    InputTypeUnsupported,

    /// <summary>More bytes or more pixels than the limits allow.</summary>
    InputTooLarge,

    /// <summary>The type is accepted but decoding fails: truncated or corrupt.</summary>
    InputCorrupt,

    /// <summary>None of the prompts' words is in the model's vocabulary.</summary>
    PromptOutsideVocabulary,

    /// <summary>The queue gave up on the request after its delivery limit: a worker died or threw each time.</summary>
    DeliveryLimitReached,

    /// <summary>A failure of the service that a retry would repeat.</summary>
    InferenceFailed,

    /// <summary>Nothing that the prompts ask for is in the picture, and the request says that something must be.</summary>
    NothingFound,

    /// <summary>Points or a box are on a frame that the video does not have.</summary>
    FrameOutsideVideo,

    /// <summary>The job's presence marker does not exist: the job was deleted, and nobody waits, or the storage has lost the marker.</summary>
    JobUnmarked,
}
