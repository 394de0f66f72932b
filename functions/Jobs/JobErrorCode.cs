namespace SegFunctions.Jobs;

/// <summary>Every way in which an accepted job or one of its items can fail, each with the component where it happens. The numbers are stored: append new ones.</summary>
public enum JobErrorCode
{
    /// <summary>Worker: the input blob does not exist.</summary>
    InputMissing,

    /// <summary>Fetch: the service may not connect to the input's address, or it is unreachable, too slow, or answers with an error.</summary>
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

    /// <summary>Queue: the request was dead-lettered after its maximum number of deliveries.</summary>
    DeliveryLimitReached,

    /// <summary>Orchestration: the request could not be enqueued.</summary>
    DispatchFailed,

    /// <summary>Orchestration: no update arrived within the item's deadline, twice.</summary>
    DeadlineExceeded,

    /// <summary>Orchestration: the worker reported success, but blobs that it listed are not stored, twice; or the job's presence marker has been lost.</summary>
    ResultsMissing,

    /// <summary>Orchestration: the job itself failed or was terminated from outside.</summary>
    OrchestrationFailed,

    /// <summary>Job table: the row exists, but the orchestration was never started or its state was lost.</summary>
    NeverStarted,

    /// <summary>Worker: nothing that the prompts ask for was found in the picture, and the job requires that something is.</summary>
    NothingFound,

    /// <summary>Worker: points or a box are on a frame that the video does not have.</summary>
    FrameOutsideVideo,

    /// <summary>Ledger: the account has fewer tokens left than the frames to process cost.</summary>
    TokensSpent,
}
