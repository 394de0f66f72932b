namespace SegFunctions.Jobs;

/// <summary>Every way in which an accepted job or one of its items can fail, by its place. The numbers are stored: new ones come last.</summary>
public enum JobErrorCode
{
    /// <summary>Worker: the input blob does not exist.</summary>
    InputMissing,

    /// <summary>Fetch: the input's address is not open to the service, not reachable, too slow, or answers with an error.</summary>
    InputFetchFailed,

    /// <summary>Worker: the first bytes do not match any accepted type of picture or video.</summary>
    InputTypeUnsupported,

    /// <summary>Worker: more bytes or pixels than the limits allow.</summary>
    InputTooLarge,

    /// <summary>Worker: truncated or corrupt.</summary>
    InputCorrupt,

    /// <summary>Worker: none of the prompts' words is in the model's vocabulary.</summary>
    PromptOutsideVocabulary,

    /// <summary>Worker: a failure of the service that a retry would repeat.</summary>
    InferenceFailed,

    /// <summary>Queue: the request was given up after its delivery limit.</summary>
    DeliveryLimitReached,

    /// <summary>Orchestration: the request could not be enqueued.</summary>
    DispatchFailed,

    /// <summary>Orchestration: no update arrived within the item's deadline, twice.</summary>
    DeadlineExceeded,

    /// <summary>Orchestration: the worker reported success, but blobs that it listed are not stored, twice; or the storage has lost that the job is there.</summary>
    ResultsMissing,

    /// <summary>Orchestration: the job itself failed or was terminated from outside.</summary>
    OrchestrationFailed,

    /// <summary>Job table: the row exists, but the orchestration was never started or its state was lost.</summary>
    NeverStarted,

    /// <summary>Worker: nothing that the prompts ask for is in the picture, and the job says that something must be.</summary>
    NothingFound,

    /// <summary>Worker: points or a box are on a frame that the video does not have.</summary>
    FrameOutsideVideo,

    /// <summary>Ledger: the account has fewer tokens left than the video has frames to process.</summary>
    TokensSpent,
}
