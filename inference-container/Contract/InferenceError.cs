namespace SegFunctions.Contract;

/// <summary>Why an attempt failed for good.</summary>
/// <param name="Code">For programs.</param>
/// <param name="Message">A sentence for people; names what was wrong with the input, never a path or host of ours.</param>
public sealed record InferenceError(InferenceErrorCode Code, string Message);

/// <summary>Every way in which an item can fail in the worker, by its place.</summary>
public enum InferenceErrorCode
{
    /// <summary>The input blob does not exist (never uploaded, or purged).</summary>
    InputMissing,

    /// <summary>The first bytes are of no accepted picture type.</summary>
    InputTypeUnsupported,

    /// <summary>More bytes or more pixels than the limits allow.</summary>
    InputTooLarge,

    /// <summary>The type is accepted but decoding fails: truncated or corrupt.</summary>
    InputCorrupt,

    /// <summary>No word of the prompts is in the model's vocabulary.</summary>
    PromptOutsideVocabulary,

    /// <summary>The queue gave the request up after its delivery limit: a worker died or threw each time.</summary>
    DeliveryLimitReached,

    /// <summary>A failure of ours that another attempt would meet again.</summary>
    InferenceFailed,
}
